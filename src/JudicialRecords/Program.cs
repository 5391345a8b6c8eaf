using Civic.JudicialRecords;
using Civic.JudicialRecords.Fees;
using Civic.Shared.Hosting;

return args switch
{
    ["policy", "explain", .. var rest] => await ExplainCommand.RunAsync(rest),
    ["policy", "simulate", .. var rest] => await SimulateCommand.RunAsync(rest),
    _ => await CivicHost.RunAsync(args, JudicialRecordsHost.Service),
};
