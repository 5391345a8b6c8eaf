using System.Diagnostics;
using System.Globalization;
using Civic.Dossiers.Bench.Fill;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Storage;
using Microsoft.EntityFrameworkCore;

// Arguments: postgres or sqlite, the connection string of the judicial database, how many dossiers it was filled with
// before, how many there are to be.
if (args is not [var kind, var connection, var before, var after])
{
    Console.Error.WriteLine("Run it by ./civic bench dossiers.");
    return 2;
}

const ulong Seed = 20261122;
var (first, last) = (long.Parse(before, CultureInfo.InvariantCulture), long.Parse(after, CultureInfo.InvariantCulture));
var options = new DbContextOptionsBuilder<JudicialDbContext>();
_ = kind == "postgres" ? options.UseNpgsql(connection) : options.UseSqlite(connection);
await using var database = new JudicialDbContext(options.Options);
var clock = Stopwatch.StartNew();
var told = TimeSpan.Zero;
var filler = new Filler(
    database, PolicyLoader.Load(PolicyLoader.Default), TimeProvider.System.GetUtcNow(), Seed, trusted: true);
await filler.RunAsync(first, (int)(last - first), done =>
{
    if (clock.Elapsed - told > TimeSpan.FromSeconds(10) || first + done == last)
    {
        told = clock.Elapsed;
        Console.Error.WriteLine(
            $"{kind}: {first + done:N0} of {last:N0} dossiers, {done / clock.Elapsed.TotalSeconds:N0}/s");
    }
}, CancellationToken.None);
return 0;
