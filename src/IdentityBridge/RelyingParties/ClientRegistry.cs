using System.Collections.Frozen;
using Civic.Shared.Hosting;

namespace Civic.IdentityBridge.RelyingParties;

/// <summary>Every client that may talk to the bridge, fixed at start.</summary>
internal sealed class ClientRegistry
{
    private readonly FrozenDictionary<string, RelyingParty> _clients;

    private ClientRegistry(IEnumerable<RelyingParty> clients) =>
        _clients = clients.ToFrozenDictionary(c => c.ClientId, StringComparer.Ordinal);

    public IEnumerable<RelyingParty> All => _clients.Values;

    public RelyingParty? Find(string? clientId) => clientId is null ? null : _clients.GetValueOrDefault(clientId);

    /// <exception cref="StartupRefusal">An entry of the file is wrong; the message has its place.</exception>
    internal static ClientRegistry Load(CivicSettings settings, IConfiguration configuration)
    {
        var clients = BuiltInClients.From(settings).ToList();
        if (configuration["Civic:Clients"] is { Length: > 0 } file)
        {
            foreach (var (client, place) in ClientsFile.Read(file, settings.IsProduction))
            {
                if (clients.Any(c => c.ClientId == client.ClientId))
                {
                    throw new StartupRefusal($"{file}: {place}.client_id is '{client.ClientId}', which is taken " +
                    "already.");
                }

                clients.Add(client);
            }
        }

        return new ClientRegistry(clients);
    }
}
