using Civic.Shared.Hosting;
using Civic.TrustServices;

return await CivicHost.RunAsync(args, TrustServicesHost.Service);
