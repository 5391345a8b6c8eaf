using Civic.NationalRegisters.CityRecords;
using Civic.NationalRegisters.HealthInsurance;
using Civic.NationalRegisters.Judicial;
using Civic.NationalRegisters.Police;
using Civic.NationalRegisters.Population;
using Civic.NationalRegisters.SocialPolicy;
using Civic.NationalRegisters.Vaccinations;
using Civic.Sandbox;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.NationalRegisters;

/// <summary>The national databases of the sandbox, each on its own wire format.</summary>
public static class NationalRegistersHost
{
    public static readonly ServiceDescription Service = new("registers", Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddScenario();
        builder.Services.AddSingleton<FurtherFiles>();
    }

    private static void Map(WebApplication app)
    {
        app.MapScenario();
        app.MapPopulation();
        app.MapJudicial();
        app.MapPolice();
        app.MapSocialPolicy();
        app.MapEducation();
        app.MapHealthInsurance();
        app.MapVaccinations();
        app.MapCityRecords();
    }
}
