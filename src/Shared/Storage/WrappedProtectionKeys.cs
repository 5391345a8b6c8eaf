using System.Text;
using System.Xml.Linq;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Civic.Shared.Storage;

internal sealed class ProtectionKeyWrapping(MasterKey master) : IXmlEncryptor
{
    internal const string Element = "wrapped";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        return new EncryptedXmlInfo(
            new XElement(Element, new XAttribute("key", master.Id), Convert.ToBase64String(master.Wrap(plain))),
            typeof(ProtectionKeyUnwrapping)
        );
    }
}

/// <summary>Made by data protection from the type's name in the stored element, hence the service provider.</summary>
internal sealed class ProtectionKeyUnwrapping(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(
            Encoding.UTF8.GetString(
                services.GetRequiredService<MasterKey>().Unwrap(Convert.FromBase64String(encryptedElement.Value))
            )
        );
}

/// <summary>
/// A replica with another master key could not read the sessions of the first and would silently make keys of its own:
/// it refuses to start instead.
/// </summary>
internal sealed class ProtectionKeyCheck(IServiceScopeFactory scopes, MasterKey master) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CivicDbContext>();
        var stored = await database.ProtectionKeys.AsNoTracking().Select(k => k.Xml).ToListAsync(cancellationToken);
        var wrappedBy = stored
            .SelectMany(xml => XElement.Parse(xml).Descendants(ProtectionKeyWrapping.Element))
            .Select(e => (string?)e.Attribute("key"));
        if (wrappedBy.Any(id => id != master.Id))
        {
            throw new StartupRefusal(
                $"the sessions in the database are protected by another key than {master.File}; give this host the "
                    + "file of the first one with Civic:ProtectionKey."
            );
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
