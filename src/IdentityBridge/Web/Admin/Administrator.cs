using Civic.IdentityBridge.Account;
using Civic.IdentityBridge.Federation;
using Civic.Shared.SignIn;

namespace Civic.IdentityBridge.Web.Admin;

/// <summary>Who administers in this request, by the bridge's own id.</summary>
internal sealed class Administrator(CurrentPerson person, PairwiseSubjects people)
{
    internal async Task<Guid> IdAsync(CancellationToken cancellation) =>
        await people.PersonOfAsync(person.Subject, StaffDirectory.OwnAgency, cancellation)
        ?? throw new InvalidOperationException("A signed-in person is not known to the bridge.");
}
