using Civic.Documents.Reading;
using Civic.Shared.Hosting;
using Civic.Signing.Keys;
using Civic.Signing.Seal;
using Civic.Signing.Validation;
using Civic.Signing.Validation.Trust;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Civic.Signing.Bench;

/// <summary>
/// The signing service in this process, with keys of every kind that is measured; its time-stamp service and its OCSP
/// responder are another process at the end of HTTP.
/// </summary>
internal sealed class SigningHouse : IAsyncDisposable
{
    private static readonly string[] Hosts =
        ["identity", "judicial", "health", "signing", "vneid", "registers", "portal", "payments", "messages"];

    private static readonly KeyKind[] Kinds = [KeyKind.P256, KeyKind.Rsa2048, KeyKind.Rsa3072];

    private readonly WebApplication _app;

    private SigningHouse(WebApplication app) => _app = app;

    internal DocumentSigner Signer => _app.Services.GetRequiredService<DocumentSigner>();

    internal static async Task<SigningHouse> StartAsync(string trust, string data)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Civic:Data"] = data,
            ["Civic:Addresses:trust"] = trust,
            ["urls"] = "http://127.0.0.1:0",
        };
        foreach (var host in Hosts)
            settings[$"Civic:Addresses:{host}"] = $"http://{host}.localhost";
        foreach (var kind in Kinds)
        {
            foreach (var signer in Enum.GetValues<SignerKind>())
                AddProfile(settings, kind, signer);
        }

        var house = new SigningHouse(CivicHost.Build([], SigningHost.Service, builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings);
            builder.Logging.ClearProviders();
        }));
        await house._app.StartAsync();
        await house.WaitForKeysAsync();
        return house;
    }

    internal ISigningKey Key(KeyKind kind, SignerKind signer) =>
        _app.Services.GetRequiredService<KeyRing>().TryGet(NameOf(kind, signer), out var key)
            ? key
            : throw new InvalidOperationException($"There is no key of kind {kind}.");

    /// <summary>As the service does it, but for looking the file up in the log of what was issued.</summary>
    internal async Task<JudgedFile> ValidateAsync(byte[] pdf)
    {
        if (!PdfFile.TryRead(pdf, out var file, out var failure))
            throw new InvalidOperationException($"A good file can't be read: {failure}.");
        return await _app.Services.GetRequiredService<FileJudges>().Current().JudgeAsync(file, default)
            ?? throw new InvalidOperationException("A good file was not judged.");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task WaitForKeysAsync()
    {
        var keys = _app.Services.GetRequiredService<KeyRing>();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!Kinds.All(kind => Enum.GetValues<SignerKind>().All(signer => keys.Holds(NameOf(kind, signer)))))
            await Task.Delay(100, patience.Token);
        var trust = _app.Services.GetRequiredService<TrustListKeeper>();
        while (trust.Current.Services.Count == 0)
            await Task.Delay(100, patience.Token);
    }

    private static void AddProfile(Dictionary<string, string?> settings, KeyKind kind, SignerKind signer)
    {
        var section = $"Civic:Signing:Profiles:{NameOf(kind, signer)}";
        settings[$"{section}:Client"] = "bench";
        settings[$"{section}:Kind"] = signer.ToString();
        settings[$"{section}:Key"] = kind.ToString();
        settings[$"{section}:SignerName"] =
            signer == SignerKind.Person ? "Trần Văn Bình" : "Sở Tư pháp thành phố Hà Nội";
        settings[$"{section}:Organization"] = "Ủy ban nhân dân thành phố Hà Nội";
    }

    private static string NameOf(KeyKind kind, SignerKind signer) => $"bench-{kind}-{signer}";
}
