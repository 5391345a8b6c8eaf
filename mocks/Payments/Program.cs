using Civic.Shared.Hosting;
using Civic.Payments;

return await CivicHost.RunAsync(args, PaymentsHost.Service);
