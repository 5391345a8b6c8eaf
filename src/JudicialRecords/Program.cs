using Civic.JudicialRecords;
using Civic.JudicialRecords.Fees;
using Civic.Shared.Hosting;

return args is ["policy", "explain", .. var rest]
    ? await ExplainCommand.RunAsync(rest)
    : await CivicHost.RunAsync(args, JudicialRecordsHost.Service);
