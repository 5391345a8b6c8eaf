using System.Reflection;
using Civic.Sandbox;
using Civic.Testing;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Civic.JudicialRecords.Tests.Delivery;

/// <summary>Each way in which the portal's two operations can fail so that it is noticed, on both databases.</summary>
public sealed class PortalFaultsAttribute : DataAttribute
{
    internal static readonly FaultKind[] Kinds =
    [
        FaultKind.Http5xx, FaultKind.Timeout, FaultKind.SlowBody, FaultKind.TruncatedBody, FaultKind.MalformedBody,
        FaultKind.PartialMatch, FaultKind.Stale, FaultKind.Duplicate,
    ];

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod, DisposalTracker disposalTracker) => new(
        [
            .. from kind in new[] { DatabaseKind.Sqlite, DatabaseKind.Postgres }
               from route in new[] { "/DongBoHoSoMC", "/CapNhatTienDoHoSoMC" }
               from fault in Kinds
               select (ITheoryDataRow)new TheoryDataRow<DatabaseKind, string, FaultKind>(kind, route, fault),
        ]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
