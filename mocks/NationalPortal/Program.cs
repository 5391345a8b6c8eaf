using Civic.Shared.Hosting;
using Civic.NationalPortal;

return await CivicHost.RunAsync(args, NationalPortalHost.Service);
