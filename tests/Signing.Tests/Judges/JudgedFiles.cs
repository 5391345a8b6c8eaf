using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Keys;
using Civic.Signing.Seal;
using Civic.Signing.Tests.Stage;
using Civic.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Civic.Signing.Tests.Judges;

/// <summary>
/// Every combination as a file, made once by the signing core with keys that the sandbox's authority certified; and
/// what the judges say that take many files at once.
/// </summary>
public sealed class JudgedFiles : IAsyncLifetime
{
    private readonly Shell _shell = new();
    private readonly Dictionary<string, SigningStage> _stages = [];
    private Lazy<Task<string>>? _java;
    private Lazy<Task<string>>? _pdfJs;

    internal Shell Shell => _shell;

    /// <summary>The root and the issuing authority of the services that sign by ECDSA.</summary>
    internal string Chain => Path.Combine(_shell.Folder, "chain-P256.pem");

    /// <summary>An NSS store that trusts the roots.</summary>
    internal string Nss => $"sql:{_shell.Folder}";

    internal string RootOf(string services) => Path.Combine(_shell.Folder, $"root-{services}.pem");

    internal string PathOf(Combination combination) => Path.Combine(_shell.Folder, combination.FileName);

    /// <summary>What PDFBox, Bouncy Castle and Java's path validation say: a line a signature.</summary>
    internal async Task<string[]> JavaOnAsync(Combination combination) =>
        [.. (await _java!.Value).Split('\n').Where(l => l.StartsWith(combination.FileName, StringComparison.Ordinal))];

    /// <summary>What pdf.js read, as JSON.</summary>
    internal async Task<string> PdfJsOnAsync(Combination combination) => (await _pdfJs!.Value).Split('\n')
        .Single(l => l.Contains($"/{combination.FileName}\"", StringComparison.Ordinal));

    public async ValueTask InitializeAsync()
    {
        await _shell.RunAsync("certutil", "-N", "-d", Nss, "--empty-password");
        foreach (var services in Combination.All.GroupBy(c => c.Services))
        {
            var stage = await SigningStage.StartAsync(DatabaseKind.Sqlite,
                ("Civic:Trust:AuthorityKey", services.Key), ("Civic:Trust:OcspKey", services.Key),
                ("Civic:Trust:TimestampKey", services.Key));
            _stages[services.Key] = stage;
            _shell.Write($"root-{services.Key}.pem", await stage.Signing.Http.GetByteArrayAsync("/trust-root.pem"));
            await _shell.RunAsync("certutil", "-A", "-d", Nss, "-n", $"root-{services.Key}", "-t", "CT,C,C",
                "-i", RootOf(services.Key));
            foreach (var kind in services.GroupBy(c => c.Kind))
            {
                await SignAllAsync(kind.Key, [.. kind], stage);
            }
        }

        _java = new(RunJavaAsync);
        string[] files = [.. Combination.All.Select(PathOf)];
        _pdfJs = new(() => RunPdfJsAsync(files));
    }

    private async Task SignAllAsync(KeyKind kind, IReadOnlyList<Combination> combinations, SigningStage stage)
    {
        using var key = kind.Create();
        var person = await CertifiedAsync(key, "Person", stage);
        var agency = await CertifiedAsync(key, "Agency", stage);
        var issuers = agency.Skip(1).Select(c => c.ExportCertificatePem());
        await File.WriteAllTextAsync(
            Path.Combine(_shell.Folder, $"chain-{combinations[0].Services}.pem"), string.Join('\n', issuers));
        foreach (var combination in combinations)
        {
            _shell.Write(combination.FileName, await SignedAsync(combination,
                new FileKey(key, combination.Scheme, person), new FileKey(key, combination.Scheme, agency)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _shell.Dispose();
        foreach (var stage in _stages.Values)
        {
            await stage.DisposeAsync();
        }
    }

    private static async Task<IReadOnlyList<X509Certificate2>> CertifiedAsync(
        AsymmetricAlgorithm key, string name, SigningStage stage)
    {
        var subject = new X500DistinguishedName($"CN={name}, O=Civic Sandbox, C=VN");
        var request = key is RSA rsa
            ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject, (ECDsa)key, HashAlgorithmName.SHA256);
        using var answer = await stage.Trust.Http.PostAsync(
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
            pdf = await SignAsync(pdf, combination, "CompetentPerson", person, first);
        }

        return await SignAsync(pdf, combination, "Agency", agency, level);
    }

    private async Task<byte[]> SignAsync(
        byte[] pdf, Combination combination, string field, ISigningKey key, PadesLevel level)
    {
        var kind = field == "Agency" ? SignerKind.Agency : SignerKind.Person;
        var (details, appearance) = Sealer.Looks(kind, "Lương Thị Ký", TimeProvider.System.GetUtcNow());
        var signer = _stages[combination.Services].Signing.Services.GetRequiredService<DocumentSigner>();
        var result = await signer.SignAsync(
            new SigningOrder(pdf, field, details, appearance, key, level), CancellationToken.None);
        return ((SigningResult.Signed)result).Pdf;
    }

    private async Task<string> RunJavaAsync()
    {
        var source = Path.Combine(Sources, "JavaJudge", "Judge.java");
        var path = JavaPath.Of(_shell);
        var (code, said) = await _shell.RunAsync("javac", "-nowarn", "-d", _shell.Folder, "-cp", path, source);
        if (code != 0)
        {
            throw new InvalidOperationException(said);
        }

        var all = new List<string>();
        foreach (var services in Combination.All.GroupBy(c => c.Services))
        {
            string[] arguments = ["-XX:TieredStopAtLevel=1", "-cp", path, "Judge", RootOf(services.Key)];
            all.Add((await _shell.RunAsync("java", [.. arguments, .. services.Select(PathOf)])).Said);
        }

        return string.Join('\n', all);
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
