using Civic.Shared.Hosting;
using Civic.Vneid;

return await CivicHost.RunAsync(args, VneidHost.Service);
