using Civic.Shared.Hosting;
using Civic.HealthRecord;

return await CivicHost.RunAsync(args, HealthRecordHost.Service);
