using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Certificates.Approvals;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Delivery;
using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Ratings;
using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Settlement;
using Civic.JudicialRecords.Storage;

namespace Civic.Dossiers.Bench.Fill;

/// <summary>Rows of several dossiers, by table.</summary>
internal sealed class Rows
{
    /// <summary>Every table that is filled, what others refer to first.</summary>
    internal static readonly Type[] Tables =
    [
        typeof(Dossier), typeof(StateChange), typeof(PaymentOrder), typeof(Receipt), typeof(PaymentEntry),
        typeof(RegisterAnswer), typeof(StaffAct), typeof(ReservedNumber), typeof(Certificate), typeof(StoredDocument),
        typeof(Message), typeof(ResultDelivery), typeof(Rating), typeof(LedgerEntry),
    ];

    private readonly Dictionary<Type, List<object>> _byTable = Tables.ToDictionary(t => t, _ => new List<object>());

    internal IReadOnlyList<object> Of(Type table) => _byTable[table];

    internal void Add(object row) => _byTable[row.GetType()].Add(row);

    internal void AddRange(IEnumerable<object> rows)
    {
        foreach (var row in rows)
        {
            Add(row);
        }
    }
}
