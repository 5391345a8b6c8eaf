using System.CommandLine;
using Civic.AppHost.House;
using Civic.AppHost.Up;

namespace Civic.AppHost;

/// <summary>What `./civic` understands, apart from `test` and `check`, which build first.</summary>
internal static class CommandLine
{
    internal static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Civic: certificates and health records with a VNeID login, in a sandbox on this machine.")
        {
            UpCommandLine(),
            PersonasCommandLine(),
        };
        return root.Parse(args).InvokeAsync(new InvocationConfiguration
        {
            ProcessTerminationTimeout = TimeSpan.FromSeconds(20),
            EnableDefaultExceptionHandler = false,
        });
    }

    private static Command UpCommandLine()
    {
        var data = new Option<string>("--data")
        {
            Description = "Folder of databases, keys and logs.",
            DefaultValueFactory = _ => "data",
        };
        var ports = new Option<int>("--ports")
        {
            Description = "Base of the ports; the bridge is at the base and 1.",
            DefaultValueFactory = _ => 5000,
        };
        var postgres = new Option<string?>("--postgres")
        {
            Description = "Connection string of a PostgreSQL server and a role that may create databases; else SQLite.",
        };
        var clients = new Option<string?>("--clients")
        {
            Description = "JSON array of more relying parties for the bridge (metadata names of RFC 7591).",
        };
        var up = new Command("up", "Start every host and mock until Ctrl-C.") { data, ports, postgres, clients };
        up.SetAction((parsed, cancellation) => UpCommand.RunAsync(
            new HouseSettings
            {
                Data = Path.GetFullPath(parsed.GetRequiredValue(data)),
                PortBase = parsed.GetRequiredValue(ports),
                Postgres = parsed.GetValue(postgres),
                Clients = parsed.GetValue(clients),
            },
            cancellation));
        return up;
    }

    private static Command PersonasCommandLine()
    {
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var personas = new Command("personas", "Who lives in the sandbox.") { json };
        personas.SetAction(parsed =>
        {
            if (parsed.GetValue(json))
            {
                PersonaTable.WriteJson();
            }
            else
            {
                PersonaTable.Write();
            }
        });
        return personas;
    }
}
