using Civic.Shared.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.Shared.SignIn.Dpop;

/// <summary>The key to which this service's own tokens are bound, the same for all its replicas.</summary>
public sealed class DpopKey(CivicSettings settings, IServiceScopeFactory scopes, TimeProvider clock)
{
    private const string Name = "dpop-key";
    private DpopProofs? _proofs;

    internal DpopProofs Proofs =>
        _proofs ?? throw new InvalidOperationException("The DPoP key is read at start.");

    internal async Task LoadAsync(CancellationToken cancellation) => _proofs = new DpopProofs(
        EcKeys.FromPkcs8(await ServiceKeys.LoadAsync(settings, scopes, Name, cancellation)), clock);
}
