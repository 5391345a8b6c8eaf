using Civic.Shared.Hosting;
using Civic.Messages;

return await CivicHost.RunAsync(args, MessagesHost.Service);
