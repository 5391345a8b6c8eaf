using Civic.AppHost;
using Civic.AppHost.House;
using Spectre.Console;

if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 200;
}

try
{
    return await CommandLine.RunAsync(args);
}
catch (HouseFailure failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Stopped before it was finished.");
    return 130;
}
