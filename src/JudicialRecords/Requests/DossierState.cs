using System.Collections.Frozen;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Requests;

/// <summary>
/// The ten official states of a dossier on the national portal; the numbers are those of its interface.
/// </summary>
internal enum DossierState
{
    /// <summary>Mới đăng ký</summary>
    Registered = 1,

    /// <summary>Được tiếp nhận; the clock runs from here.</summary>
    Received = 2,

    /// <summary>Không được tiếp nhận</summary>
    Rejected = 3,

    /// <summary>Đang xử lý</summary>
    InProgress = 4,

    /// <summary>Yêu cầu bổ sung giấy tờ; the clock rests.</summary>
    SupplementAsked = 5,

    /// <summary>Yêu cầu thực hiện nghĩa vụ tài chính; the clock rests.</summary>
    PaymentAsked = 6,

    /// <summary>Công dân yêu cầu rút hồ sơ</summary>
    Withdrawn = 7,

    /// <summary>Dừng xử lý</summary>
    Stopped = 8,

    /// <summary>Đã xử lý xong: signed and sealed.</summary>
    Done = 9,

    /// <summary>Đã trả kết quả: the electronic result is delivered.</summary>
    Returned = 10,
}

internal static class DossierStates
{
    private static readonly FrozenDictionary<DossierState, DossierState[]> Next = new Dictionary<
        DossierState,
        DossierState[]
    >
    {
        [DossierState.Registered] =
        [
            DossierState.Received,
            DossierState.Rejected,
            DossierState.SupplementAsked,
            DossierState.PaymentAsked,
            DossierState.Withdrawn,
        ],
        [DossierState.Received] =
        [
            DossierState.InProgress,
            DossierState.SupplementAsked,
            DossierState.PaymentAsked,
            DossierState.Withdrawn,
            DossierState.Stopped,
        ],
        [DossierState.InProgress] =
        [
            DossierState.SupplementAsked,
            DossierState.PaymentAsked,
            DossierState.Withdrawn,
            DossierState.Stopped,
            DossierState.Done,
        ],
        [DossierState.SupplementAsked] =
        [
            // What was asked for before anybody took the request in comes back to be looked at, as a dossier that
            // VNeID sends again in state 5 does (our own choice; the table of the source is a suggestion).
            DossierState.Registered,
            DossierState.Received,
            DossierState.InProgress,
            DossierState.Withdrawn,
            DossierState.Stopped,
        ],
        [DossierState.PaymentAsked] =
        [
            DossierState.Registered,
            DossierState.Received,
            DossierState.InProgress,
            DossierState.Withdrawn,
            DossierState.Stopped,
        ],
        [DossierState.Stopped] = [DossierState.InProgress],
        [DossierState.Done] = [DossierState.Returned],
    }.ToFrozenDictionary();

    internal static bool MayBecome(this DossierState from, DossierState to) =>
        Next.TryGetValue(from, out var states) && states.Contains(to);

    internal static Bilingual Name(this DossierState state) =>
        state switch
        {
            DossierState.Registered => new("Mới đăng ký", "Registered"),
            DossierState.Received => new("Được tiếp nhận", "Received"),
            DossierState.Rejected => new("Không được tiếp nhận", "Not accepted"),
            DossierState.InProgress => new("Đang xử lý", "In progress"),
            DossierState.SupplementAsked => new("Yêu cầu bổ sung giấy tờ", "Further papers asked for"),
            DossierState.PaymentAsked => new("Yêu cầu thực hiện nghĩa vụ tài chính", "Payment asked for"),
            DossierState.Withdrawn => new("Công dân yêu cầu rút hồ sơ", "Withdrawn by the citizen"),
            DossierState.Stopped => new("Dừng xử lý", "Stopped"),
            DossierState.Done => new("Đã xử lý xong", "Completed"),
            DossierState.Returned => new("Đã trả kết quả", "Result returned"),
            _ => throw new System.Diagnostics.UnreachableException($"State {(int)state} is none of the ten."),
        };
}
