using Civic.Shared.Hosting;
using Civic.Signing;
using Civic.Signing.Issuance.Offline;

// The command line starts this program to check a file without any host running.
return args is ["verify-offline", var file, var head, .. var roots]
    ? await OfflineVerification.RunAsync(file, head, roots is [var trusted] ? trusted : null)
    : await CivicHost.RunAsync(args, SigningHost.Service);
