using Civic.Shared.Hosting;
using Civic.Shared.SignIn.Dpop;
using Civic.Shared.SignIn.Events;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Civic.Shared.SignIn;

public static class SignInRegistration
{
    /// <summary>
    /// People sign in to this service through the bridge: cookie session, code flow, <see cref="CurrentPerson"/> and
    /// the
    /// <see cref="Policies"/>. Needs AddCivicDatabase; endpoints come with <see cref="MapCivicSignIn"/>.
    /// </summary>
    public static void AddCivicSignIn(this WebApplicationBuilder builder, CivicSettings settings, SignInOptions options)
    {
        var services = builder.Services;
        builder.AddBridgeClient(settings, options.ClientId);
        services.AddSingleton(options);
        services.AddSingleton<SessionStore>();
        services.TryAddSingleton<ReplayMarks>();
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<ChildMark>();
        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>, SignInCookie>();
        services.AddScoped<SignInCallback>();
        services.AddScoped<SetChecks>();
        services.AddScoped<SecurityEventEndpoint>();
        services.AddScoped<CurrentPerson>();
        services.AddAuthentication(o =>
        {
            o.DefaultScheme = SignInSchemes.Cookie;
            o.DefaultAuthenticateScheme = SignInSchemes.Cookie;
            o.DefaultChallengeScheme = SignInSchemes.Cookie;
        }).AddCookie(SignInSchemes.Cookie);
        services.AddAuthorizationBuilder().AddSignInPolicies();
    }

    /// <summary>The sign-in endpoints, and those of <see cref="MapBridgeClient"/>.</summary>
    public static void MapCivicSignIn(this WebApplication app)
    {
        app.MapBridgeClient();
        var bridge = app.Services.GetRequiredService<CivicSettings>().AddressOf("identity");
        // Signing out is a form whose redirect leads to the bridge.
        app.Services.GetRequiredService<PageSecurity>().AllowFormsTo(bridge);
        app.MapGet("/sign-in", SignInStart.HandleAsync).AllowAnonymous().RequireRateLimiting(RateLimits.Login)
            .ExcludeFromDescription();
        app.MapGet("/signin-oidc", (HttpContext http, SignInCallback callback) => callback.HandleAsync(http))
            .AllowAnonymous().RequireRateLimiting(RateLimits.Login).ExcludeFromDescription();
        app.MapPost("/backchannel-logout", BackchannelLogout.HandleAsync).AllowAnonymous().DisableAntiforgery()
            .ExcludeFromDescription();
        app.MapPost("/security-events", (HttpContext http, SecurityEventEndpoint events) => events.HandleAsync(http))
            .AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        app.MapPost("/sign-out", SignOut.HandleAsync).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>
    /// This service is a client of the bridge: its key, published at /.well-known/client-jwks.json, and
    /// <see cref="BridgeTokens"/>. Part of AddCivicSignIn; services without a login call it alone.
    /// </summary>
    public static void AddBridgeClient(this WebApplicationBuilder builder, CivicSettings settings, string clientId)
    {
        var services = builder.Services;
        services.AddBridgeHttp(settings);
        services.AddSingleton(new BridgeClientId(clientId));
        services.AddClientKey();
        services.AddSingleton<DpopKey>();
        services.AddHostedService<DpopKeyAtStart>();
        services.AddSingleton<BridgeTokens>();
        services.AddTransient(s => new BridgeClient(
            s.GetRequiredService<IHttpClientFactory>().CreateClient(BridgeKeys.HttpClientName), settings,
            s.GetRequiredService<BridgeClientId>(), s.GetRequiredService<ClientKey>(), s.GetRequiredService<DpopKey>(),
            s.GetRequiredService<TimeProvider>()));
    }

    /// <summary>Only the key, for a host that is a client of somebody else than the bridge.</summary>
    public static void AddClientKey(this IServiceCollection services)
    {
        services.AddSingleton<ClientKey>();
        services.AddHostedService<ClientKeyAtStart>();
    }

    /// <summary>Publishes the key at /.well-known/client-jwks.json.</summary>
    public static void MapBridgeClient(this IEndpointRouteBuilder app) =>
        app.MapGet("/.well-known/client-jwks.json", (ClientKey key) => Results.Json(key.PublicKeys)).AllowAnonymous();

    /// <summary>Every request of this client carries the service's token of the scope.</summary>
    public static IHttpClientBuilder AddBridgeToken(this IHttpClientBuilder client, string scope) =>
        client.AddHttpMessageHandler(s => new BridgeTokenHandler(
            s.GetRequiredService<BridgeTokens>(), s.GetRequiredService<DpopKey>(), scope));

    /// <summary>
    /// Programs call this service with access tokens of the bridge (RFC 9068) for <paramref name="audience"/>;
    /// endpoints
    /// say which scope with <see cref="Policies.RequireScope"/>.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="audience">The resource that tokens must name, such as "urn:civic:signing".</param>
    /// <param name="answer">Writes the body of a refusal; problem+json where absent.</param>
    public static void AddBridgeTokenValidation(
        this WebApplicationBuilder builder, CivicSettings settings, string audience,
        Func<HttpContext, TokenRefusal, Task>? answer = null)
    {
        builder.Services.AddBridgeHttp(settings);
        builder.Services.AddDpopCheck();
        builder.Services.AddAuthentication().AddScheme<BearerTokenOptions, BearerTokens>(SignInSchemes.Bearer, o =>
        {
            o.Audience = audience;
            o.Issuer = settings.AddressOf("identity");
            o.Answer = answer ?? o.Answer;
        });
    }

    /// <summary>Proofs of possession are checked here (RFC 9449). Needs AddCivicDatabase.</summary>
    public static void AddDpopCheck(this IServiceCollection services)
    {
        services.TryAddSingleton<ReplayMarks>();
        services.TryAddSingleton<DpopNonces>();
        services.TryAddSingleton<DpopCheck>();
    }

    private static void AddBridgeHttp(this IServiceCollection services, CivicSettings settings)
    {
        _ = settings.AddressOf("identity");
        services.TryAddSingleton<BridgeKeys>();
        services.AddHttpClient(BridgeKeys.HttpClientName, c => c.Timeout = TimeSpan.FromSeconds(5))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            });
    }
}

internal sealed class ClientKeyAtStart(ClientKey key) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => key.LoadAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal sealed class DpopKeyAtStart(DpopKey key) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => key.LoadAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
