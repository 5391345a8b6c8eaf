using Civic.Shared.Hosting;
using Civic.NationalRegisters;

return await CivicHost.RunAsync(args, NationalRegistersHost.Service);
