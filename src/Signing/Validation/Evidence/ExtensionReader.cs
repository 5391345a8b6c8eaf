using System.Formats.Asn1;

namespace Civic.Signing.Validation.Evidence;

/// <summary>Extensions as X.509 writes them (RFC 5280 4.1).</summary>
internal static class ExtensionReader
{
    internal static ReadOnlyMemory<byte>? Find(AsnReader extensions, string oid)
    {
        foreach (var (found, _, value) in Read(extensions))
        {
            if (found == oid)
            {
                return value;
            }
        }

        return null;
    }

    internal static List<(string Oid, bool IsCritical, ReadOnlyMemory<byte> Value)> Read(AsnReader extensions)
    {
        var all = new List<(string, bool, ReadOnlyMemory<byte>)>();
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            var isCritical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
            all.Add((oid, isCritical, extension.ReadOctetString()));
        }

        return all;
    }
}
