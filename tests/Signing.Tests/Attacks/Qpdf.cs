using Civic.Signing.Tests.Stage;

namespace Civic.Signing.Tests.Attacks;

/// <summary>A file saved anew by a foreign program.</summary>
internal static class Qpdf
{
    internal static byte[] Run(byte[] pdf, params string[] options)
    {
        using var shell = new Shell();
        var (from, to) = (shell.Write("in.pdf", pdf), Path.Combine(shell.Folder, "out.pdf"));
        var (code, said) = shell.RunAsync("qpdf", [.. options, from, to]).GetAwaiter().GetResult();
        return code is 0 or 3 ? File.ReadAllBytes(to) : throw new InvalidOperationException($"qpdf: {said}");
    }
}
