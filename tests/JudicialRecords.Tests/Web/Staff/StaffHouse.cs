using System.Text.Json;
using Civic.Browsing;
using Civic.IdentityBridge;
using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.NationalRegisters;
using Civic.Sandbox;
using Civic.Shared.Identity;
using Civic.Signing;
using Civic.Testing;
using Civic.TrustServices;
using Civic.Vneid;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Tests.Web.Staff;

/// <summary>
/// The justice service with all that its staff's work touches, on real addresses, in a sandbox of its own.
/// </summary>
internal sealed class StaffHouse : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("civic-staff-").FullName;
    private readonly List<TestHost> _hosts = [];
    private readonly List<Browser> _browsers = [];

    internal ManualClock Clock { get; } = ManualClock.LastMorning();

    internal TestHost Judicial { get; private set; } = null!;

    internal TestHost Bridge { get; private set; } = null!;

    internal TestHost Registers { get; private set; } = null!;

    internal TestHost Trust { get; private set; } = null!;

    internal TestHost Signing { get; private set; } = null!;

    internal TestHost Vneid { get; private set; } = null!;

    /// <summary>The message service is down until a test starts it.</summary>
    internal Func<Task<TestHost>> StartMessagesAsync { get; private set; } = null!;

    /// <summary>So is the national portal.</summary>
    internal Func<Task<TestHost>> StartPortalAsync { get; private set; } = null!;

    /// <summary>And the payment gateway.</summary>
    internal Func<Task<TestHost>> StartPaymentsAsync { get; private set; } = null!;

    internal static async Task<StaffHouse> StartAsync(
        DatabaseKind kind = DatabaseKind.Sqlite, params (string Key, string Value)[] more)
    {
        var house = new StaffHouse();
        var addresses = TestHost.FreeAddresses(
            "identity",
            "vneid",
            "judicial",
            "registers",
            "payments",
            "messages",
            "portal",
            "signing",
            "trust"
        );
        var settings = Databases.Settings(kind);
        settings["Civic:Registers:AttemptTimeout"] = "00:00:02";
        settings["Civic:Registers:RetryDelay"] = "00:00:00.010";
        settings["Civic:Directory"] = house.WriteDirectory();
        settings["Civic:Clients"] = VneidApplication.TheClients.Write(
            house._folder, addresses["vneid"], addresses["portal"]);
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        async Task<TestHost> StartOneAsync(Civic.Shared.Hosting.ServiceDescription service)
        {
            var host = await TestHost.StartAsync(service, addresses, settings, house.Clock);
            house._hosts.Add(host);
            return host;
        }

        house.Vneid = await StartOneAsync(VneidHost.Service);
        house.Registers = await StartOneAsync(NationalRegistersHost.Service);
        house.Trust = await StartOneAsync(TrustServicesHost.Service);
        house.Bridge = await StartOneAsync(IdentityBridgeHost.Service);
        house.Signing = await StartOneAsync(SigningHost.Service);
        house.Judicial = await StartOneAsync(JudicialRecordsHost.Service);
        house.StartMessagesAsync = () => StartOneAsync(Civic.Messages.MessagesHost.Service);
        house.StartPortalAsync = () => StartOneAsync(Civic.NationalPortal.NationalPortalHost.Service);
        house.StartPaymentsAsync = () => StartOneAsync(Civic.Payments.PaymentsHost.Service);
        return house;
    }

    internal async Task<Browser> SignInAsync(string persona)
    {
        var browser = new Browser();
        _browsers.Add(browser);
        var page = await browser.GoAsync(Judicial.Address + "/staff");
        page = await page.FormWithButton(Personas.ById(persona).Name).SendAsync();
        if (page.Address.AbsolutePath.StartsWith("/consent", StringComparison.Ordinal))
        {
            page = await page.FormWithButton("Đồng ý").SendAsync();
        }

        return browser;
    }

    internal Task<Page> OpenAsync(Browser browser, Guid id) =>
        browser.GoAsync($"{Judicial.Address}/staff/dossiers/{id}");

    /// <summary>A submitted request with nothing left to pay.</summary>
    internal async Task<Guid> SubmittedAsync(
        string persona,
        CertificateKind kind = CertificateKind.Number1,
        Func<Declaration, Declaration>? change = null,
        params ClassClaim[] claims
    )
    {
        var someone = Personas.ById(persona);
        var declaration = DeclarationOf(someone, kind);
        declaration = change?.Invoke(declaration) ?? declaration;
        var now = Clock.GetUtcNow();
        return await QueryAsync(async database =>
        {
            var number = await database.NextAsync("dossier:test", default);
            var dossier = new Dossier
            {
                Code = DossierCode.Make("H26.1", now.DateInVietnam(), number).Value,
                RequesterSubject = "subject-of-" + persona,
                RequesterNumber = someone.Number,
                PersonNumber = someone.Number,
                Kind = kind,
                DeclarationJson = DeclarationText.Write(declaration),
                Channel = Channel.VneidOnline,
                RequesterLevel = AssuranceLevel.Level2,
                SubmittedAt = now,
            };
            dossier.Register(dossier.RequesterSubject);
            var pack = Judicial.Services.GetRequiredService<PolicyPack>();
            var facts = Facts(declaration, now) with { Claims = claims };
            var assessment = FeeRules.Assess(facts, pack);
            var fee = assessment as FeeAssessment.Decided;
            dossier.Assess(
                fee?.List ?? Money.Zero,
                fee?.Waived ?? Money.Zero,
                fee?.City ?? Money.Zero,
                fee?.Citizen ?? Money.Zero,
                LawJson.Write(new FeeRecord(facts, assessment)),
                decided: fee is not null
            );
            dossier.PaidAt = fee?.Citizen > Money.Zero ? now : null;
            database.Dossiers.Add(dossier);
            await database.SaveChangesAsync();
            return dossier.Id;
        });
    }

    internal Task<Dossier> DossierAsync(Guid id) =>
        QueryAsync(d => d.Dossiers.AsNoTracking().Include(x => x.History).SingleAsync(x => x.Id == id));

    internal async Task<Dossier> WaitUntilAsync(Guid id, Func<Dossier, bool> reached)
    {
        for (var i = 0; i < 1200; i++)
        {
            var dossier = await DossierAsync(id);
            if (reached(dossier))
            {
                return dossier;
            }

            // A call that failed once on a busy machine is tried again when time passes, which it does not by itself.
            if (i % 100 == 99 && dossier.RetryAt is { } retry && retry - Clock.GetUtcNow() is var wait
                && wait > TimeSpan.Zero)
            {
                Clock.Advance(wait);
            }

            await Task.Delay(50);
        }

        var last = await DossierAsync(id);
        throw new TimeoutException($"Still at {NextStep.Of(last)}, waits for {last.WaitsFor ?? "nothing"}.");
    }

    internal Task<byte[]?> DocumentAsync(Guid id, DocumentKind kind) =>
        QueryAsync(d =>
            d.StoredDocuments.AsNoTracking()
                .Where(x => x.DossierId == id && x.Kind == kind)
                .Select(x => x.Content)
                .SingleOrDefaultAsync()
        );

    internal static void Break(TestHost mock, string route, FaultKind kind, int? count = null) =>
        mock
            .Services.GetRequiredService<ScenarioControl>()
            .Add(
                new Scenario
                {
                    Faults =
                    [
                        new Fault
                        {
                            Route = route,
                            Kind = kind,
                            Count = count,
                            DelayMs = 5_000,
                        },
                    ],
                }
            );

    internal async Task<T> QueryAsync<T>(Func<JudicialDbContext, Task<T>> query)
    {
        await using var scope = Judicial.Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<JudicialDbContext>());
    }

    public async ValueTask DisposeAsync()
    {
        _browsers.ForEach(b => b.Dispose());
        foreach (var host in Enumerable.Reverse(_hosts))
        {
            await host.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static FeeFacts Facts(Declaration declaration, DateTimeOffset now) =>
        new()
        {
            ReceivedOn = now.DateInVietnam(),
            PaperCopies = declaration.PaperCopies,
            Person = new FeePerson(
                BirthDate.From(declaration.Person.BirthDate),
                declaration.Person.Nationality,
                true,
                false,
                "test",
                now
            ),
            RequesterLevel = AssuranceLevel.Level2,
            Channel = RequestChannel.Vneid,
        };

    internal static Declaration DeclarationOf(Persona someone, CertificateKind kind) =>
        new()
        {
            Kind = kind,
            Requester = new Requester(someone.Number.Value, someone.Name, RequesterRelation.Oneself),
            Person = new CertifiedPerson
            {
                Number = someone.Number.Value,
                OldNumber = someone.OldNumber,
                Name = someone.Name,
                IsMale = someone.IsMale,
                BirthDate = someone.IsBirthDayKnown
                    ? PartialDate.Of(someone.BirthDate) : PartialDate.OfYear(someone.BirthDate.Year),
                Birthplace = someone.Birthplace,
                Nationality = someone.Nationality,
                PermanentResidence = someone.Permanent?.Full,
                TemporaryResidence = someone.Temporary?.Full,
                Father = someone.Father,
                Mother = someone.Mother,
                Spouse = someone.Spouse,
            },
            Phone = "0912 345 678",
            Residences = [new ResidencePeriod("2004-03", null, "Hà Nội", "nhân viên", null)],
            Purpose = "Xin việc làm",
            Undertaken = true,
        };

    private string WriteDirectory()
    {
        var file = Path.Combine(_folder, "staff.json");
        File.WriteAllText(
            file,
            JsonSerializer.Serialize(
                Personas
                    .All.Where(p => p.Staff is { Agency: "judicial-records" })
                    .Select(p => new
                    {
                        national_id = p.Number.Value,
                        client_id = p.Staff!.Agency,
                        roles = p.Staff.Roles,
                        title = p.Staff.Title,
                        unit = p.Staff.Unit,
                    })
            )
        );
        return file;
    }
}
