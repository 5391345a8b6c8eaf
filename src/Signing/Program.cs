using Civic.Shared.Hosting;
using Civic.Signing;
using Civic.Signing.Issuance.Offline;

// The command line starts this program to check a file, or what a QR code holds, without any host running.
return args switch
{
    ["verify-offline", var file, var head, var roots, var witness] => await OfflineVerification.RunAsync(
        file, head, roots.Length > 0 ? roots : null, witness.Length > 0 ? witness : null),
    ["verify-offline", var file, var head] => await OfflineVerification.RunAsync(file, head, null, null),
    ["verify-statement", var address, var saved] => await StatementVerification.RunAsync(address, saved),
    _ => await CivicHost.RunAsync(args, SigningHost.Service),
};
