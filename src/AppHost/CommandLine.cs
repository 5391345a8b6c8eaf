using System.CommandLine;
using Civic.AppHost.Admin;
using Civic.AppHost.Audit;
using Civic.AppHost.Bench;
using Civic.AppHost.Demo;
using Civic.AppHost.House;
using Civic.AppHost.Policy;
using Civic.AppHost.Up;
using Civic.AppHost.Verify;

namespace Civic.AppHost;

/// <summary>What `./civic` understands, apart from `test` and `check`, which build first.</summary>
internal static class CommandLine
{
    internal static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Civic: certificates and health records with a VNeID login, in a sandbox.")
        {
            UpCommandLine(),
            DemoCommandLine(),
            BenchCommand.CommandLine(),
            PersonasCommandLine(),
            AuditCommandLine(),
            VerifyCommandLine(),
            PolicyCommandLine(),
            AdminCommandLine(),
        };
        return root.Parse(args)
            .InvokeAsync(
                new InvocationConfiguration
                {
                    ProcessTerminationTimeout = TimeSpan.FromSeconds(20),
                    EnableDefaultExceptionHandler = false,
                }
            );
    }

    private static Command UpCommandLine()
    {
        var data = DataOption();
        var ports = new Option<int>("--ports")
        {
            Description = "Base of the ports; the bridge is at the base and 1.",
            DefaultValueFactory = _ => 5000,
        };
        var postgres = PostgresOption();
        var clients = new Option<string?>("--clients")
        {
            Description = "JSON array of more relying parties for the bridge (metadata names of RFC 7591).",
        };
        var up = new Command("up", "Start every host and mock until Ctrl-C.") { data, ports, postgres, clients };
        up.SetAction(
            (parsed, cancellation) =>
                UpCommand.RunAsync(
                    new HouseSettings
                    {
                        Data = Path.GetFullPath(parsed.GetRequiredValue(data)),
                        PortBase = parsed.GetRequiredValue(ports),
                        Postgres = parsed.GetValue(postgres),
                        Clients = parsed.GetValue(clients),
                    },
                    cancellation
                )
        );
        return up;
    }

    private static Command DemoCommandLine()
    {
        var folder = new Option<string>("--out")
        {
            Description = "Folder of the files that the journey brings home.",
            DefaultValueFactory = _ => Path.Combine("artifacts", "demo"),
        };
        var keep = new Option<bool>("--keep") { Description = "Leave the hosts up until Ctrl-C." };
        var demo = new Command("demo", "Walk the whole journey on free ports and keep what it issued.")
        {
            folder,
            keep,
        };
        demo.SetAction(
            (parsed, cancellation) =>
                DemoCommand.RunAsync(
                    Path.GetFullPath(parsed.GetRequiredValue(folder)),
                    parsed.GetValue(keep),
                    cancellation
                )
        );
        return demo;
    }

    private static Command AuditCommandLine()
    {
        var data = DataOption();
        var postgres = PostgresOption();
        var verify = new Command("verify", "Recompute every service's audit chain and name the first break.")
        {
            data,
            postgres,
        };
        verify.SetAction(
            (parsed, cancellation) =>
                AuditVerifyCommand.RunAsync(
                    Path.GetFullPath(parsed.GetRequiredValue(data)),
                    parsed.GetValue(postgres),
                    cancellation
                )
        );
        return new Command("audit", "The record of who did what.") { verify };
    }

    private static Command VerifyCommandLine()
    {
        var file = new Argument<string>("FILE") { Description = "A signed PDF, or the address in a QR code." };
        var at = new Option<string>("--at")
        {
            Description = "Address of the verification service.",
            DefaultValueFactory = _ => "http://localhost:5004",
        };
        var json = new Option<bool>("--json") { Description = "The whole answer as JSON." };
        var head = new Option<string?>("--head")
        {
            Description = "A saved receipt with its tree head: checks signature, proof and status without a network.",
        };
        var trust = new Option<string?>("--trust")
        {
            Description = "With --head: PEM file of the roots to trust instead of those that the receipt names.",
        };
        var witness = new Option<string?>("--witness")
        {
            Description = "With --head: the witness's JWK set, to be trusted instead of the keys in the receipt.",
        };
        var verify = new Command("verify", "Check a signed document: 0 good, 1 bad, 2 can't tell.")
        {
            file,
            at,
            json,
            head,
            trust,
            witness,
        };
        verify.SetAction(
            (parsed, cancellation) =>
                parsed.GetValue(head) is { } saved
                    ? OfflineVerify.RunAsync(
                        parsed.GetRequiredValue(file),
                        saved,
                        parsed.GetValue(trust),
                        parsed.GetValue(witness),
                        parsed.GetValue(json),
                        cancellation
                    )
                    : VerifyCommand.RunAsync(
                        parsed.GetRequiredValue(file),
                        parsed.GetRequiredValue(at).TrimEnd('/'),
                        parsed.GetValue(json),
                        cancellation
                    )
        );
        return verify;
    }

    private static Command PolicyCommandLine()
    {
        var dossier = new Argument<string>("DOSSIER") { Description = "A dossier's code." };
        var data = DataOption();
        var postgres = PostgresOption();
        var explain = new Command("explain", "How a dossier's fee came about, and whether it computes again alike.")
        {
            dossier,
            data,
            postgres,
        };
        explain.SetAction(
            (parsed, cancellation) =>
                PolicyCommand.ExplainAsync(
                    parsed.GetRequiredValue(dossier),
                    Path.GetFullPath(parsed.GetRequiredValue(data)),
                    parsed.GetValue(postgres),
                    cancellation
                )
        );
        return new Command("policy", "Law as data.") { explain, SimulateCommandLine() };
    }

    private static Command SimulateCommandLine()
    {
        var data = DataOption();
        var postgres = PostgresOption();
        var pack = new Option<string>("--pack") { Description = "A pack's name or a file.", Required = true };
        var from = new Option<string>("--from")
        {
            Description = "First day of reception, yyyy-MM-dd.",
            Required = true,
        };
        var to = new Option<string>("--to") { Description = "Last day of reception, yyyy-MM-dd.", Required = true };
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var simulate = new Command("simulate", "What a draft pack would have cost over past dossiers.")
        {
            pack,
            from,
            to,
            json,
            data,
            postgres,
        };
        simulate.SetAction(
            (parsed, cancellation) =>
                PolicyCommand.SimulateAsync(
                    PackOf(parsed.GetRequiredValue(pack)),
                    parsed.GetRequiredValue(from),
                    parsed.GetRequiredValue(to),
                    parsed.GetValue(json),
                    (Path.GetFullPath(parsed.GetRequiredValue(data)), parsed.GetValue(postgres)),
                    cancellation
                )
        );
        return simulate;
    }

    private static string PackOf(string given) =>
        given.EndsWith(".json", StringComparison.Ordinal) ? Path.GetFullPath(given) : given;

    private static Command AdminCommandLine()
    {
        var data = DataOption();
        var postgres = PostgresOption();
        var first = new Option<string?>("--first") { Description = "Personal ID number; asked for where absent." };
        var second = new Option<string?>("--second") { Description = "Personal ID number; asked for where absent." };
        var bootstrap = new Command("bootstrap", "Name the first two administrators of the directory, once.")
        {
            data,
            postgres,
            first,
            second,
        };
        bootstrap.SetAction(
            (parsed, cancellation) =>
                BootstrapCommand.RunAsync(
                    Path.GetFullPath(parsed.GetRequiredValue(data)),
                    parsed.GetValue(postgres),
                    parsed.GetValue(first),
                    parsed.GetValue(second),
                    cancellation
                )
        );
        return new Command("admin", "Administration.") { bootstrap };
    }

    private static Option<string> DataOption() =>
        new("--data") { Description = "Folder of databases, keys and logs.", DefaultValueFactory = _ => "data" };

    private static Option<string?> PostgresOption() =>
        new("--postgres")
        {
            Description = "Connection string of a PostgreSQL server and a role that may create databases; else SQLite.",
        };

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
