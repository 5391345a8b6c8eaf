using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Civic.Shared.Hosting;
using Civic.Signing.Keys;

namespace Civic.Signing.Algorithms;

/// <summary>One dated row of the policy.</summary>
/// <param name="Algorithm">SHA-1, SHA-256, SHA-384, SHA-512, RSA-PKCS1, RSA-PSS or ECDSA.</param>
/// <param name="MinimumBits">Keys of this length and longer, up to the next row's; null for a digest.</param>
/// <param name="From">First day; null where it was always good.</param>
/// <param name="Until">The first day on which it is good no more; null while no end is known.</param>
/// <param name="Source">Where it differs from the file's.</param>
internal sealed record AlgorithmRow(
    string Algorithm, int? MinimumBits, DateOnly? From, DateOnly? Until, string? Source);

/// <summary>
/// Which algorithms were, are and will be good for signatures, as dated data (policies/algorithms.json, or the file
/// that Civic:Signing:Algorithms names). What no row names was never good.
/// </summary>
internal sealed class AlgorithmPolicy
{
    private static readonly string[] Digests = ["SHA-1", "SHA-256", "SHA-384", "SHA-512"];
    private static readonly string[] Families = ["RSA-PKCS1", "RSA-PSS", "ECDSA"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = false,
    };

    private readonly ILookup<string, AlgorithmRow> _rows;

    private AlgorithmPolicy(string source, IReadOnlyList<AlgorithmRow> rows)
    {
        Source = source;
        _rows = rows.OrderByDescending(r => r.MinimumBits ?? 0).ToLookup(r => r.Algorithm, StringComparer.Ordinal);
    }

    /// <summary>The catalogue that the rows come from.</summary>
    internal string Source { get; }

    /// <param name="path">Null takes the policy that ships with the program.</param>
    /// <exception cref="StartupRefusal">The file is missing or says something that can't be meant.</exception>
    internal static AlgorithmPolicy Load(string? path)
    {
        if (path is not null && !File.Exists(path))
        {
            throw new StartupRefusal($"Civic:Signing:Algorithms names '{path}', and there is no such file.");
        }

        using var stream = path is null
            ? typeof(AlgorithmPolicy).Assembly.GetManifestResourceStream("policies/algorithms.json")!
            : File.OpenRead(path);
        return Parse(stream, path ?? "policies/algorithms.json");
    }

    internal static AlgorithmPolicy Parse(Stream json, string place)
    {
        try
        {
            var file = JsonSerializer.Deserialize<PolicyFile>(json, Json)
                ?? throw new StartupRefusal($"{place}: the policy is null.");
            foreach (var row in file.Algorithms)
            {
                Check(row, place);
            }

            return new AlgorithmPolicy(file.Source, file.Algorithms);
        }
        catch (JsonException e)
        {
            throw new StartupRefusal($"{place}, line {e.LineNumber + 1}, {e.Path}: {e.Message}");
        }
    }

    internal bool Allows(HashAlgorithmName digest, DateTimeOffset at) =>
        RowsOf(NameOf(digest), 0).Any(r => Holds(r, at));

    /// <param name="method">How the key signs.</param>
    /// <param name="bits">Length of the key: of the modulus, of the curve's field.</param>
    /// <param name="at">As of when.</param>
    internal bool Allows(SignatureMethod method, int bits, DateTimeOffset at) =>
        RowsOf(NameOf(method), bits).Any(r => Holds(r, at));

    /// <returns>When it stops being good; null while no end is known; the least moment where it never was.</returns>
    internal DateTimeOffset? EndOf(HashAlgorithmName digest) => EndOf(RowsOf(NameOf(digest), 0));

    /// <inheritdoc cref="EndOf(HashAlgorithmName)"/>
    internal DateTimeOffset? EndOf(SignatureMethod method, int bits) => EndOf(RowsOf(NameOf(method), bits));

    private static DateTimeOffset? EndOf(IEnumerable<AlgorithmRow> rows)
    {
        var known = rows.ToList();
        return known.Count == 0 ? DateTimeOffset.MinValue
            : known.Any(r => r.Until is null) ? null
            : Start(known.Max(r => r.Until!.Value));
    }

    /// <summary>The rows of the longest minimum that the key reaches: a longer key has rules of its own.</summary>
    private IEnumerable<AlgorithmRow> RowsOf(string name, int bits)
    {
        var reached = _rows[name].Where(r => (r.MinimumBits ?? 0) <= bits).ToList();
        return reached.Where(r => r.MinimumBits == reached[0].MinimumBits);
    }

    private static bool Holds(AlgorithmRow row, DateTimeOffset at) =>
        (row.From is not { } from || at >= Start(from)) && (row.Until is not { } until || at < Start(until));

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private static void Check(AlgorithmRow row, string place)
    {
        var isDigest = Digests.Contains(row.Algorithm);
        if (!isDigest && !Families.Contains(row.Algorithm))
        {
            throw new StartupRefusal($"{place}: '{row.Algorithm}' is no algorithm that is known here.");
        }

        if (isDigest != row.MinimumBits is null || row.From >= row.Until)
        {
            throw new StartupRefusal(string.Create(CultureInfo.InvariantCulture,
                $"{place}: the row of {row.Algorithm} ({row.MinimumBits}) needs minimumBits for keys alone, "
                + $"and an end after its beginning."));
        }
    }

    private static string NameOf(HashAlgorithmName digest) =>
        digest.Name is { } name && name.StartsWith("SHA", StringComparison.Ordinal) ? $"SHA-{name[3..]}" : "";

    private static string NameOf(SignatureMethod method) => method switch
    {
        SignatureMethod.RsaPkcs1 => "RSA-PKCS1",
        SignatureMethod.RsaPss => "RSA-PSS",
        _ => "ECDSA",
    };

    private sealed record PolicyFile(string Source, IReadOnlyList<AlgorithmRow> Algorithms);
}
