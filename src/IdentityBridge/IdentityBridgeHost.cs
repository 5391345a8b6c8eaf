using Civic.IdentityBridge.Account;
using Civic.IdentityBridge.Administration;
using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Consent;
using Civic.IdentityBridge.Discovery;
using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.Matching;
using Civic.IdentityBridge.Misuse;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Representing;
using Civic.IdentityBridge.Sessions;
using Civic.IdentityBridge.Storage;
using Civic.IdentityBridge.Tokens;
using Civic.IdentityBridge.Upstreams;
using Civic.IdentityBridge.Upstreams.NationalPortal;
using Civic.IdentityBridge.Upstreams.Oidc;
using Civic.IdentityBridge.Upstreams.VneidDirect;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Civic.Shared.Storage;

namespace Civic.IdentityBridge;

/// <summary>The identity bridge: OpenID Provider towards the services, OpenID Connect client towards VNeID.</summary>
public static class IdentityBridgeHost
{
    public static readonly ServiceDescription Service = new("identity", Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        var settings = builder.Settings();
        builder.AddCivicDatabase<IdentityDbContext>(settings);
        var services = builder.Services;
        builder.AddCivicSignIn(settings, new SignInOptions
        {
            ClientId = BuiltInClients.Account,
            Scopes = [ScopeCatalogue.OpenId, ScopeCatalogue.Profile],
            Site = Web.Site.Name,
        });
        AddHttp(services, ClientKeys.HttpClientName);
        AddUpstreams(builder, settings);
        AddMatching(builder, settings);
        services.AddSingleton(ClientRegistry.Load(settings, builder.Configuration));
        services.AddSingleton(ConfiguredStaff.Load(builder.Configuration));
        services.AddSingleton<StaffDirectory>();
        services.AddScoped<DirectoryWork>();
        services.AddScoped<Web.Admin.Administrator>();
        services.AddSingleton(KeyPeriods.From(builder.Configuration));
        services.AddSingleton<KeyRing>();
        services.AddSingleton<ClientKeys>();
        services.AddSingleton<ReleaseContext>();
        services.AddSingleton<TokenWriter>();
        services.AddDpopCheck();
        services.AddSingleton<ClientAuthentication>();
        services.AddSingleton<CallerProofs>();
        services.AddSingleton<AuthorizationResponses>();
        services.AddSingleton<RequestObjects>();
        services.AddSingleton<PushAuthorization>();
        services.AddScoped<PushedRequests>();
        services.AddScoped<Logins>();
        services.AddScoped<LoginReturn>();
        services.AddScoped<LoginRefusal>();
        services.AddScoped<PairwiseSubjects>();
        services.AddScoped<ConsentDecision>();
        services.AddSingleton<CodeRedemption>();
        services.AddSingleton<TokenEndpoint>();
        services.AddScoped<UserInfo>();
        services.AddScoped<OwnTokens>();
        services.AddSingleton<Refreshes>();
        services.AddScoped<Revocation>();
        services.AddScoped<Introspection>();
        services.AddHostedService<KeysAtStart>();
        services.AddHostedService<Expired>();
        // Its worker starts when the keys are there.
        AddSessions(services);
    }

    private static void AddUpstreams(WebApplicationBuilder builder, CivicSettings settings)
    {
        var services = builder.Services;
        AddHttp(services, UpstreamMetadata.HttpClientName, builder.Configuration["Civic:Upstreams:Timeout"]);
        services.AddSingleton(UpstreamOptions.From(settings, builder.Configuration));
        services.AddSingleton<UpstreamMetadata>();
        services.AddSingleton<IdTokenChecks>();
        services.AddSingleton<OidcLogin>();
        services.AddSingleton<WeakEnvelope>();
        services.AddSingleton<UpstreamDirectory>();
        services.AddScoped<UpstreamChoice>();
    }

    private static void AddSessions(IServiceCollection services)
    {
        AddHttp(services, LogoutNotices.HttpClientName);
        services.AddScoped<ServiceSessions>();
        services.AddScoped<LogoutNotices>();
        services.AddScoped<SignOutTruth>();
        services.AddScoped<SignOutWork>();
        services.AddScoped<SignOutRequests>();
        services.AddSingleton<EventContext>();
        services.AddScoped<SecurityEvents>();
        services.AddScoped<Freezes>();
        services.AddScoped<FreezeTruth>();
        services.AddScoped<UpstreamLogout>();
        services.AddHostedService<LogoutWorker>();
    }

    private static void AddMatching(WebApplicationBuilder builder, CivicSettings settings)
    {
        var options = PopulationOptions.From(builder.Configuration, settings);
        builder.Services.AddHttpClient(PopulationRegister.HttpClientName, c => c.Timeout = options.Timeout)
            .RemoveAllLoggers();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<PopulationRegister>();
        builder.Services.AddSingleton<PopulationCheck>();
        builder.Services.AddSingleton<RelationCheck>();
        builder.Services.AddSingleton<RepresentationRules>();
        builder.Services.AddScoped<ChildChoice>();
        builder.Services.AddSingleton<Renewal>();
        builder.Services.AddSingleton<LinkContext>();
        builder.Services.AddScoped<AccountLinks>();
        builder.Services.AddSingleton<LinkRecord>();
        builder.Services.AddScoped<Settling>();
        builder.Services.AddHourly<MatchLater>();
    }

    private static void Map(WebApplication app)
    {
        var settings = app.Services.GetRequiredService<CivicSettings>();
        var document = new DiscoveryDocument(settings.OwnAddress);
        app.MapGet("/", (HttpContext http) => Results.Redirect(
            http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
                ? "/account" : "/.well-known/openid-configuration")).AllowAnonymous();
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(document)).AllowAnonymous();
        app.MapGet("/.well-known/ssf-configuration", () => Results.Json(new TransmitterDocument(settings.OwnAddress)))
            .AllowAnonymous();
        app.MapGet("/.well-known/jwks.json", async (KeyRing keys, CancellationToken cancellation) =>
            Results.Json(new PublicJwkSet([.. (await keys.PublishedAsync(cancellation)).Select(k => k.ToPublicJwk())])))
            .AllowAnonymous();
        app.MapCivicSignIn();
        var (par, token) =
            (app.Services.GetRequiredService<PushAuthorization>(), app.Services.GetRequiredService<TokenEndpoint>());
        // Their callers prove themselves to them: who is signed in by a cookie is not asked, and nothing is made anew
        // for each request. Together that took about 4 % of a token's processor time.
        app.MapPost("/par", async http => await (await par.HandleAsync(http)).ExecuteAsync(http))
            .AllowAnonymous().DisableAntiforgery().ShortCircuit();
        app.MapPost("/token", async http => await (await token.HandleAsync(http)).ExecuteAsync(http))
            .AllowAnonymous().DisableAntiforgery().ShortCircuit();
        // Said as such; without these an endpoint that allows nobody would answer 401.
        foreach (var path in new[] { "/par", "/token", "/revoke", "/introspect" })
        {
            app.MapMethods(path, ["GET", "PUT", "PATCH", "DELETE"], (HttpContext http) =>
            {
                http.Response.Headers.Allow = "POST";
                return Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
            }).AllowAnonymous();
        }

        app.MapPost("/revoke", (HttpContext http, Revocation revocation) => revocation.HandleAsync(http))
            .AllowAnonymous().DisableAntiforgery();
        app.MapPost("/introspect", (HttpContext http, Introspection introspection) => introspection.HandleAsync(http))
            .AllowAnonymous().DisableAntiforgery();
        app.MapMethods("/userinfo", ["GET", "POST"], (HttpContext http, UserInfo userInfo) =>
            userInfo.HandleAsync(http))
            .AllowAnonymous().DisableAntiforgery();
        app.MapPost($"/upstream/{UpstreamOptions.Name}/backchannel-logout", (HttpContext http, UpstreamLogout logout) =>
            logout.HandleAsync(http)).AllowAnonymous().DisableAntiforgery();
        AllowForms(app, settings);
    }

    /// <summary>
    /// The consent form's redirect leads to clients, and browsers hold redirects of a form to form-action.
    /// </summary>
    private static void AllowForms(WebApplication app, CivicSettings settings)
    {
        var security = app.Services.GetRequiredService<PageSecurity>();
        security.AllowFormsTo(settings.AddressOf("vneid"));
        var upstreams = app.Services.GetRequiredService<UpstreamDirectory>();
        if (upstreams.Find(PortalLogin.Own) is not null)
        {
            security.AllowFormsTo(settings.AddressOf("portal"));
        }

        if (upstreams.Find(DirectLogin.Own) is not null)
        {
            // Registered at VNeID out of band; the sandbox's VNeID fetches it.
            app.MapGet($"/upstream/{DirectLogin.Own}/key.pem", (WeakEnvelope envelope) =>
                Results.Text(envelope.PublicKey, "application/x-pem-file")).AllowAnonymous();
        }

        foreach (var address in app.Services.GetRequiredService<ClientRegistry>().All
            .SelectMany(c => c.RedirectUris.Concat(c.PostLogoutRedirectUris)))
        {
            security.AllowFormsTo(address);
        }
    }

    private static void AddHttp(IServiceCollection services, string name, string? timeout = null) =>
        services.AddHttpClient(name, c => c.Timeout = timeout is null
                ? TimeSpan.FromSeconds(5)
                : TimeSpan.TryParse(timeout, System.Globalization.CultureInfo.InvariantCulture, out var given)
                    ? given : throw new StartupRefusal(
                        $"Civic:Upstreams:Timeout is '{timeout}', which is no time span."))
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            });
}

/// <summary>The first key is made before anyone asks for it.</summary>
internal sealed class KeysAtStart(KeyRing keys) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken) => await keys.PublishedAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
