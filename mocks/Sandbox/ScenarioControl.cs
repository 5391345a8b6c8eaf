using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.Sandbox;

/// <summary>Holds the scenario of one mock; handlers ask it which fault, if any, spoils this call.</summary>
public sealed class ScenarioControl
{
    private readonly Lock _lock = new();
    private readonly List<(Fault Fault, int Left)> _faults = [];
    private int _seed = 1;

    public string? AutoLogin { get; private set; }

    public int Seed => _seed;

    /// <summary>
    /// The first fault that fits the route and kind and still has calls left; it is used up by one call.
    /// </summary>
    public Fault? Take(string route, params ReadOnlySpan<FaultKind> kinds)
    {
        lock (_lock)
        {
            for (var i = 0; i < _faults.Count; i++)
            {
                var (fault, left) = _faults[i];
                if (left > 0 && kinds.Contains(fault.Kind)
                    && route.StartsWith(fault.Route, StringComparison.OrdinalIgnoreCase))
                {
                    _faults[i] = (fault, fault.Count is null ? left : left - 1);
                    return fault;
                }
            }

            return null;
        }
    }

    /// <summary>Adds to what is set already.</summary>
    public void Add(Scenario scenario)
    {
        lock (_lock)
        {
            _seed = scenario.Seed ?? _seed;
            AutoLogin = scenario.AutoLogin ?? AutoLogin;
            _faults.AddRange(scenario.Faults.Select(f => (f, f.Count ?? int.MaxValue)));
        }
    }

    public Scenario Current()
    {
        lock (_lock)
        {
            return new Scenario
            {
                Seed = _seed,
                AutoLogin = AutoLogin,
                Faults = [.. _faults.Where(f => f.Left > 0)
                    .Select(f => f.Fault with { Count = f.Fault.Count is null ? null : f.Left })],
            };
        }
    }

    public void Reset()
    {
        lock (_lock)
        {
            _faults.Clear();
            _seed = 1;
            AutoLogin = null;
        }
    }
}

public static class ScenarioEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public static void AddScenario(this IServiceCollection services) => services.AddSingleton<ScenarioControl>();

    /// <summary>
    /// The control address of a mock, and the faults that spoil any answer. Call it before mapping routes.
    /// </summary>
    public static void MapScenario(this WebApplication app)
    {
        app.UseMiddleware<GeneralFaults>();
        var control = app.Services.GetRequiredService<ScenarioControl>();
        app.MapPost("/__civic/scenario", async (HttpContext http) =>
        {
            try
            {
                var scenario = await http.Request.ReadFromJsonAsync<Scenario>(Json, http.RequestAborted);
                if (scenario?.AutoLogin is { } id && Personas.All.All(p => p.Id != id))
                {
                    return Results.Problem($"No persona is called '{id}'.", statusCode: 422);
                }

                control.Add(scenario ?? new Scenario());
                return Results.Json(control.Current(), Json);
            }
            catch (JsonException e)
            {
                return Results.Problem(e.Message, statusCode: 422);
            }
        }).AllowAnonymous().DisableAntiforgery();
        app.MapGet("/__civic/scenario", () => Results.Json(control.Current(), Json)).AllowAnonymous();
        app.MapDelete("/__civic/scenario", () =>
        {
            control.Reset();
            return Results.NoContent();
        }).AllowAnonymous();
    }
}
