using Civic.Shared.Hosting;
using Civic.Signing;

return await CivicHost.RunAsync(args, SigningHost.Service);
