using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Civic.Signing.Bench;

/// <summary>npm's @signpdf/signpdf with pdf-lib, run by node: the same page, the same kind of key.</summary>
internal static class Peer
{
    private const string Password = "bench";

    /// <returns>Documents a second by workers; empty where node or its packages are not to be had.</returns>
    internal static async Task<IReadOnlyDictionary<int, double>> RunAsync(
        string folder, string font, double seconds, Action<string> tell)
    {
        if (!Directory.Exists(Path.Combine(folder, "node_modules"))
            && await StartAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder) is null)
        {
            tell("the peer is left out: npm could not install it");
            return new Dictionary<int, double>();
        }

        var file = Path.Combine(Path.GetTempPath(), $"civic-{Guid.NewGuid():N}.p12");
        await File.WriteAllBytesAsync(file, Key());
        try
        {
            var answer = await StartAsync(
                "node", ["peer.mjs", font, file, Password, seconds.ToString(CultureInfo.InvariantCulture)], folder);
            using var rates = JsonDocument.Parse(answer ?? "{}");
            return rates.RootElement.EnumerateObject().Where(member => int.TryParse(member.Name, out _))
                .ToDictionary(member => int.Parse(member.Name, CultureInfo.InvariantCulture),
                    member => member.Value.GetDouble());
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static byte[] Key()
    {
        using var rsa = RSA.Create(3072);
        var request = new CertificateRequest("CN=Bench", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        // The older way of encrypting, which the peer's library reads.
        return certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pkcs12TripleDesSha1, Password);
    }

    private static async Task<string?> StartAsync(string program, string[] arguments, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        });
        var output = await process!.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : null;
    }
}
