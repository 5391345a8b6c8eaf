using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Keys;
using Civic.Signing.Seal;
using Civic.Signing.Tests.Stage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Civic.Signing.Tests.Judges;

/// <summary>
/// Every combination as a file, made once by the signing core with keys that the sandbox's authority certified; and
/// what the judges say that take many files at once.
/// </summary>
public sealed class JudgedFiles : IAsyncLifetime
{
    private const string Jars = "/usr/share/java/";

    private readonly Shell _shell = new();
    private SigningStage? _stage;
    private Lazy<Task<string>>? _java;
    private Lazy<Task<string>>? _pdfJs;

    internal Shell Shell => _shell;

    internal string Root => Path.Combine(_shell.Folder, "root.pem");

    /// <summary>The root and the issuing authority.</summary>
    internal string Chain => Path.Combine(_shell.Folder, "chain.pem");

    /// <summary>An NSS store that trusts the sandbox's root.</summary>
    internal string Nss => $"sql:{_shell.Folder}";

    internal string PathOf(Combination combination) => Path.Combine(_shell.Folder, combination.FileName);

    /// <summary>What PDFBox, Bouncy Castle and Java's path validation say: a line a signature.</summary>
    internal async Task<string[]> JavaOnAsync(Combination combination) =>
        [.. (await _java!.Value).Split('\n').Where(l => l.StartsWith(combination.FileName, StringComparison.Ordinal))];

    /// <summary>What pdf.js read, as JSON.</summary>
    internal async Task<string> PdfJsOnAsync(Combination combination) => (await _pdfJs!.Value).Split('\n')
        .Single(l => l.Contains($"/{combination.FileName}\"", StringComparison.Ordinal));

    public async ValueTask InitializeAsync()
    {
        _stage = await SigningStage.StartAsync();
        await _shell.WriteRootAsync(_stage);
        await _shell.RunAsync("certutil", "-N", "-d", Nss, "--empty-password");
        await _shell.RunAsync("certutil", "-A", "-d", Nss, "-n", "root", "-t", "CT,C,C", "-i", Root);
        foreach (var kind in Combination.All.GroupBy(c => c.Kind))
        {
            using var key = kind.Key.Create();
            var (person, agency) = (await CertifiedAsync(key, "Person"), await CertifiedAsync(key, "Agency"));
            var issuers = agency.Skip(1).Select(c => c.ExportCertificatePem());
            await File.WriteAllTextAsync(Chain, string.Join('\n', issuers));
            foreach (var combination in kind)
            {
                _shell.Write(combination.FileName, await SignedAsync(combination,
                    new FileKey(key, combination.Scheme, person), new FileKey(key, combination.Scheme, agency)));
            }
        }

        string[] files = [.. Combination.All.Select(PathOf)];
        _java = new(() => RunJavaAsync(files));
        _pdfJs = new(() => RunPdfJsAsync(files));
    }

    public async ValueTask DisposeAsync()
    {
        _shell.Dispose();
        await _stage!.DisposeAsync();
    }

    private async Task<IReadOnlyList<X509Certificate2>> CertifiedAsync(AsymmetricAlgorithm key, string name)
    {
        var subject = new X500DistinguishedName($"CN={name}, O=Civic Sandbox, C=VN");
        var request = key is RSA rsa
            ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject, (ECDsa)key, HashAlgorithmName.SHA256);
        using var answer = await _stage!.Trust.Http.PostAsync(
            "/certificates?profile=agency", new ByteArrayContent(request.CreateSigningRequest()));
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(await answer.Content.ReadAsStringAsync());
        return [.. chain];
    }

    private async Task<byte[]> SignedAsync(Combination combination, ISigningKey person, ISigningKey agency)
    {
        var pdf = Some.Certificate("2026-1-LLTP-STP", withPerson: combination.Signatures == 2);
        var level = combination.Pades;
        if (combination.Signatures == 2)
        {
            var first = level < PadesLevel.BT ? level : PadesLevel.BT;
            pdf = await SignAsync(pdf, "CompetentPerson", SignerKind.Person, person, first);
        }

        return await SignAsync(pdf, "Agency", SignerKind.Agency, agency, level);
    }

    private async Task<byte[]> SignAsync(
        byte[] pdf, string field, SignerKind kind, ISigningKey key, PadesLevel level)
    {
        var (details, appearance) = Sealer.Looks(kind, "Lương Thị Ký", TimeProvider.System.GetUtcNow());
        var result = await _stage!.Signing.Services.GetRequiredService<DocumentSigner>().SignAsync(
            new SigningOrder(pdf, field, details, appearance, key, level), CancellationToken.None);
        return ((SigningResult.Signed)result).Pdf;
    }

    private async Task<string> RunJavaAsync(string[] files)
    {
        var source = Path.Combine(Sources, "JavaJudge", "Judge.java");
        var path = string.Join(':', new[]
        {
            _shell.Folder, $"{Jars}pdfbox2.jar", $"{Jars}fontbox2.jar", $"{Jars}commons-logging.jar",
            $"{Jars}bcprov.jar", $"{Jars}bcpkix.jar", $"{Jars}bcutil.jar",
        });
        var (code, said) = await _shell.RunAsync("javac", "-nowarn", "-d", _shell.Folder, "-cp", path, source);
        return code != 0 ? throw new InvalidOperationException(said)
            : (await _shell.RunAsync("java", ["-XX:TieredStopAtLevel=1", "-cp", path, "Judge", Root, .. files])).Said;
    }

    private async Task<string> RunPdfJsAsync(string[] files)
    {
        var (code, said) = await _shell.RunAsync(
            "node", ["--no-warnings", Path.Combine(Sources, "PdfJs", "read.mjs"), .. files]);
        return code == 0 ? said : throw new InvalidOperationException(
            string.Create(CultureInfo.InvariantCulture, $"node ended with {code}: {said}"));
    }

    private static string Sources => Path.Combine(SourceFolder.Path, "Judges");
}
