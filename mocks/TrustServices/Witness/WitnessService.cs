using System.Globalization;
using System.Security.Cryptography;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Civic.TrustServices.Authority;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Civic.TrustServices.Witness;

/// <summary>What became of a tree head that was shown to the witness.</summary>
internal abstract record WitnessAnswer
{
    private WitnessAnswer()
    {
    }

    internal sealed record Countersigned(long Size, string Cosignature) : WitnessAnswer;

    /// <summary>The head or its signature is not the log's.</summary>
    internal sealed record NotTheLog : WitnessAnswer;

    /// <summary>The proof does not begin at the head that was seen last.</summary>
    internal sealed record Stale(long Size) : WitnessAnswer;

    /// <summary>The log shows another past than before. This is what a witness is for.</summary>
    internal sealed record Forked : WitnessAnswer;
}

/// <summary>
/// Stands apart from the log and remembers the last head it saw: it countersigns only what continues that one. Its
/// memory is a file, so that a restart forgets nothing.
/// </summary>
internal sealed class WitnessService : IDisposable
{
    private const string HeadType = "civic-sth+jwt";
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly HttpClient _http = new();
    private readonly CivicSettings _settings;
    private readonly TimeProvider _clock;
    private readonly ECDsaSecurityKey _key;
    private readonly string _file;
    private RemoteKeySet? _keys;
    private SeenHead _seen;

    public WitnessService(CivicSettings settings, TimeProvider clock)
    {
        (_settings, _clock) = (settings, clock);
        var keyFile = Path.Combine(settings.DataFolder, "witness.key.pem");
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(keyFile))
        {
            key.ImportFromPem(File.ReadAllText(keyFile));
        }
        else
        {
            AuthorityKey.WritePrivate(keyFile, key.ExportPkcs8PrivateKeyPem());
        }

        _key = EcKeys.FromPkcs8(key.ExportPkcs8PrivateKey());
        _file = Path.Combine(settings.DataFolder, "witness.txt");
        _seen = File.Exists(_file) && File.ReadAllText(_file).Split(' ') is [var size, var root]
            ? new SeenHead(long.Parse(size, CultureInfo.InvariantCulture), Convert.FromHexString(root))
            : new SeenHead(0, SHA256.HashData([]));
    }

    internal long Seen => _seen.Size;

    internal PublicJwkSet Keys => new([_key.ToPublicJwk()]);

    internal async Task<WitnessAnswer> ShowAsync(
        string treeHead, long first, IReadOnlyList<byte[]> proof, CancellationToken cancellation)
    {
        if (await ReadAsync(treeHead, cancellation) is not { } shown)
        {
            return new WitnessAnswer.NotTheLog();
        }

        await _gate.WaitAsync(cancellation);
        try
        {
            if (first != _seen.Size)
            {
                return new WitnessAnswer.Stale(_seen.Size);
            }

            if (!Continuation.Holds(_seen, shown, proof))
            {
                return new WitnessAnswer.Forked();
            }

            AuthorityKey.WritePrivate(_file, $"{shown.Size} {Convert.ToHexString(shown.Root)}");
            _seen = shown;
            return new WitnessAnswer.Countersigned(shown.Size, Sign(shown));
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _keys?.Dispose();
        _http.Dispose();
        _gate.Dispose();
    }

    private string Sign(SeenHead head) => Handler.CreateToken(new SecurityTokenDescriptor
    {
        TokenType = "civic-witness+jwt",
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256),
        Claims = new Dictionary<string, object>
        {
            ["log"] = _settings.AddressOf("signing"),
            ["size"] = head.Size,
            ["root"] = Base64UrlEncoder.Encode(head.Root),
            ["iat"] = _clock.GetUtcNow().ToUnixTimeSeconds(),
        },
    });

    private async Task<SeenHead?> ReadAsync(string treeHead, CancellationToken cancellation)
    {
        var log = _settings.AddressOf("signing");
        _keys ??= new RemoteKeySet(_http, new Uri(log + "/.well-known/civic-statement-jwks.json"), _clock);
        var result = await Handler.ValidateTokenAsync(treeHead, new TokenValidationParameters
        {
            ValidIssuer = log,
            ValidTypes = [HeadType],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = await _keys.FindAsync(JwtChecks.KeyIdOf(treeHead), cancellation),
            TryAllIssuerSigningKeys = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token
            || !token.TryGetPayloadValue<long>("size", out var size) || size < 0
            || !token.TryGetPayloadValue<string>("root", out var root))
        {
            return null;
        }

        return new SeenHead(size, Base64UrlEncoder.DecodeBytes(root));
    }
}
