namespace Civic.AppHost;

internal static class CommandLine
{
    internal static Task<int> RunAsync(string[] args) => Task.FromResult(args.Length == 0 ? 2 : 0);
}
