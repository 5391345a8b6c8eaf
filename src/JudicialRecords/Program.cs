using Civic.Shared.Hosting;
using Civic.JudicialRecords;

return await CivicHost.RunAsync(args, JudicialRecordsHost.Service);
