using Civic.Shared.Hosting;
using Civic.IdentityBridge;

return await CivicHost.RunAsync(args, IdentityBridgeHost.Service);
