using System.Reflection;
using Microsoft.AspNetCore.Builder;

namespace Civic.Shared.Hosting;

/// <summary>
/// One host of the house: its short name (also its data folder, its key under Civic:Addresses and its cookie prefix),
/// what it registers and what it maps.
/// </summary>
public sealed record ServiceDescription(
    string Name, Action<WebApplicationBuilder> Add, Action<WebApplication> Map)
{
    public Assembly Assembly => Add.Method.Module.Assembly;
}
