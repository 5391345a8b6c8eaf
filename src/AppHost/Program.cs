using Civic.AppHost;

return await CommandLine.RunAsync(args);
