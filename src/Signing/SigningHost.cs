using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Civic.Shared.Storage;
using Civic.Signing.Algorithms;
using Civic.Signing.Approvals;
using Civic.Signing.Issuance;
using Civic.Signing.Issuance.MerkleLog;
using Civic.Signing.Keys;
using Civic.Signing.Keys.Remote;
using Civic.Signing.Renewal;
using Civic.Signing.Revocation;
using Civic.Signing.Seal;
using Civic.Signing.Seal.Batches;
using Civic.Signing.Statements;
using Civic.Signing.Storage;
using Civic.Signing.Timestamps;
using Civic.Signing.Validation;
using Civic.Signing.Validation.Evidence;
using Civic.Signing.Validation.Pictures;
using Civic.Signing.Validation.Trust;
using Civic.Signing.Web.Verify;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.Signing;

/// <summary>The key custodian: signs and seals what the services issue, and lets anyone verify it.</summary>
public static class SigningHost
{
    /// <summary>What the host is made of.</summary>
    public static readonly ServiceDescription Service = new("signing", Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        var settings = builder.Settings();
        builder.AddCivicDatabase<SigningDatabase>(settings);
        builder.AddBridgeTokenValidation(settings, "urn:civic:signing");
        builder.Services.AddOpenApi();
        AddKeys(builder, settings);
        builder.Services.AddSingleton<SealFactsReader>();
        builder.Services.AddSingleton<SealKeeping>();
        builder.Services.AddSingleton<Sealer>();
        builder.Services.AddScoped<Extender>();
        builder.Services.AddSingleton<BatchSealer>();
        builder.Services.AddSingleton<ContentsSizes>();
        builder.Services.AddSingleton<EvidenceStore>();
        builder.Services.AddSingleton<DocumentSigner>();
        builder.Services.AddSingleton<TimestampJudge>();
        builder.Services.AddSingleton(TimestampClient.Make);
        builder.Services.AddScoped<IssuanceLog>();
        builder.Services.AddScoped<IssuanceBook>();
        builder.Services.AddScoped<TreeHeads>();
        builder.Services.AddScoped<Receipts>();
        builder.Services.AddScoped<StatementBook>();
        builder.Services.AddHostedService<EarlierIssuances>();
        builder.Services.AddSingleton<WitnessWorker>();
        builder.Services.AddHostedService(s => s.GetRequiredService<WitnessWorker>());
        builder.Services.AddSingleton<Approvals.StepUp>();
        builder.Services.AddScoped<ApprovalEndpoint>();
        builder.Services.AddSingleton<SigningMetrics>();
        AddHttpClients(builder.Services);
        AddValidation(builder.Services);
    }

    private static void AddKeys(WebApplicationBuilder builder, CivicSettings settings)
    {
        var options = new SigningOptions();
        var section = builder.Configuration.GetSection("Civic:Signing");
        section.Bind(options);
        options.Check(settings);
        builder.Services.Configure<SigningOptions>(section);
        builder.Services.AddSingleton(AlgorithmPolicy.Load(options.Algorithms));
        builder.Services.AddSingleton<KeyRing>();
        builder.Services.AddSingleton<FileKeyStore>();
        builder.Services.AddSingleton<TokenKeyStore>();
        builder.Services.AddSingleton<RemoteKeyStore>();
        builder.Services.AddSingleton<KeyStores>();
        builder.Services.AddSingleton<KeyStartContext>();
        builder.Services.AddSingleton<SandboxAuthorityClient>();
        builder.Services.AddSingleton<TrustAnchors>();
        builder.Services.AddHostedService<KeyStart>();
        builder.Services.AddSingleton<StatementKey>();
        builder.Services.AddHostedService(s => s.GetRequiredService<StatementKey>());
        builder.Services.AddHealthChecks().AddCheck<KeysHealth>("keys");
    }

    private static void AddHttpClients(IServiceCollection services)
    {
        string[] names = [SandboxAuthorityClient.Client, RemoteKeyStore.Client, RevocationFetcher.Client,
            Approvals.StepUp.Client, LiveRevocation.Client, WitnessWorker.Client];
        foreach (var name in names)
        {
            services.AddHttpClient(name).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            });
        }
    }

    private static void AddValidation(IServiceCollection services)
    {
        services.AddSingleton<RevocationFetcher>();
        services.AddSingleton<EvidenceSource>();
        services.AddSingleton<TrustListKeeper>();
        services.AddHostedService(s => s.GetRequiredService<TrustListKeeper>());
        services.AddHealthChecks().AddCheck<TrustListHealth>("trust-list");
        services.AddSingleton<LiveRevocation>();
        services.AddSingleton<FileJudges>();
        services.AddSingleton<PageRenderer>();
        services.AddScoped<DocumentValidator>();
        // Uploads stay in memory: nothing of them touches the disk.
        services.Configure<FormOptions>(o =>
        {
            o.MemoryBufferThreshold = int.MaxValue;
            o.MultipartBodyLengthLimit = SigningOptions.MaxPdfBytes + (1024 * 1024);
        });
    }

    private static void Map(WebApplication app)
    {
        app.MapOpenApi("/openapi/v1.json").AllowAnonymous();
        app.MapSeals();
        app.MapSealBatches();
        app.MapExtensions();
        ApprovalEndpoint.Map(app);
        app.MapStatements();
        app.MapIssuances();
        app.MapLog();
        app.MapValidations();
        app.MapStatementCheck();
        app.MapGet("/trust-root.pem", (TrustAnchors anchors) => anchors.IsEmpty
            ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
            : Results.Text(anchors.Pem, "application/x-pem-file")).AllowAnonymous();
    }
}
