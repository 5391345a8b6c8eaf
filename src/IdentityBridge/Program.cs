using Civic.IdentityBridge;
using Civic.IdentityBridge.Administration;
using Civic.Shared.Hosting;

return args is [BootstrapCommand.Name, .. var rest]
    ? await BootstrapCommand.RunAsync(rest)
    : await CivicHost.RunAsync(args, IdentityBridgeHost.Service);
