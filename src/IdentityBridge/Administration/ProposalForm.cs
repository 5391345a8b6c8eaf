using System.Globalization;
using Civic.IdentityBridge.Account;
using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.RelyingParties;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.Web;

namespace Civic.IdentityBridge.Administration;

/// <summary>A form's fields become a change, or errors that say what to put right.</summary>
internal sealed class ProposalForm(IFormCollection form, ClientRegistry clients)
{
    private static readonly Bilingual Needed = new("Không để trống mục này.", "This is needed.");
    private readonly List<(string Field, Bilingual Message)> _wrong = [];

    internal IReadOnlyList<(string Field, Bilingual Message)> Wrong => _wrong;

    internal async Task<DirectoryChange?> EntryAsync(PairwiseSubjects people, CancellationToken cancellation)
    {
        var (person, agency) = (Person(), Text("Agency"));
        string[] roles = [.. form["Roles"].OfType<string>().Distinct()];
        var (title, unit, period) = (Text("Title"), Text("Unit"), Period());
        var (facility, certificate) = (Optional("FacilityCode"), Optional("Certificate"));
        Check("Agency", clients.All.Any(c => c.Agency == agency), new("Không có cơ quan này.", "No such agency."));
        Check("Roles", roles.Length > 0 && roles.All(Roles.All.Contains)
            && roles.Contains(Roles.Administrator) == (agency == StaffDirectory.OwnAgency && roles.Length == 1),
            new("Chọn ít nhất một vai trò; quản trị viên chỉ thuộc Cổng định danh và đứng một mình.",
                "Choose a role; an administrator belongs to the identity bridge and is nothing else."));
        Check("Certificate", !roles.Contains(Roles.Clinician) || (facility is not null && certificate is not null),
            new("Người hành nghề cần mã cơ sở và số chứng chỉ.", "A clinician needs a facility and a certificate."));
        return _wrong.Count > 0 ? null : new DirectoryChange.AddEntry(
            await people.PersonIdAsync(person!.Value, cancellation), agency, roles, title, unit, facility, certificate,
            period.From, period.Until);
    }

    internal DirectoryChange? Facility()
    {
        var (code, name, period) = (Text("FacilityCode"), Text("Name"), Period());
        Check("FacilityCode", code.Length <= 10 && code.All(char.IsAsciiLetterOrDigit),
            new("Mã cơ sở gồm chữ và số, nhiều nhất 10 ký tự.", "A code has letters and digits, 10 at most."));
        return _wrong.Count > 0 ? null : new DirectoryChange.SetFacility(code, name, period.From, period.Until);
    }

    internal async Task<DirectoryChange?> CertificateAsync(PairwiseSubjects people, CancellationToken cancellation)
    {
        var (number, person, period) = (Text("Certificate"), Person(), Period());
        return _wrong.Count > 0 ? null : new DirectoryChange.SetCertificate(
            number, await people.PersonIdAsync(person!.Value, cancellation), period.From, period.Until);
    }

    private CitizenId? Person()
    {
        var given = CitizenId.TryParse(form["NationalId"].ToString().Trim(), out var number);
        Check("NationalId", given, new("Số định danh gồm 12 chữ số.", "A personal ID number has 12 digits."));
        return given ? number : null;
    }

    private string Text(string field)
    {
        var text = form[field].ToString().Trim();
        Check(field, text.Length is > 0 and <= 200, Needed);
        return text;
    }

    private string? Optional(string field) => form[field].ToString().Trim() is { Length: > 0 and <= 100 } text
        ? text : null;

    private (DateOnly From, DateOnly? Until) Period()
    {
        var fromGiven = TryDate("From", out var from);
        Check("From", fromGiven, new("Chọn ngày bắt đầu.", "Choose the first day."));
        var open = form["Until"].ToString().Length == 0;
        var untilGiven = TryDate("Until", out var until);
        Check("Until", open || (untilGiven && until >= from),
            new("Ngày kết thúc không được trước ngày bắt đầu.", "The last day can't be before the first."));
        return (from, open ? null : until);
    }

    private bool TryDate(string field, out DateOnly date) => DateOnly.TryParseExact(
        form[field].ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private void Check(string field, bool holds, Bilingual message)
    {
        if (!holds && _wrong.All(w => w.Field != field))
        {
            _wrong.Add((field, message));
        }
    }
}
