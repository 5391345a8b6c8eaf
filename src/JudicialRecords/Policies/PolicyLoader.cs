using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Civic.Shared.Hosting;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Policies;

/// <summary>
/// Reads a pack and refuses, with the place, what can't be law: overlaps, gaps, unknown classes, impossible values.
/// </summary>
internal static class PolicyLoader
{
    internal const string Default = "hanoi";

    /// <param name="name">Name of a pack that ships with the program, or the path of a file that ends in .json.</param>
    /// <exception cref="StartupRefusal">No such pack, or what is wrong in it and where.</exception>
    public static PolicyPack Load(string name)
    {
        if (name.EndsWith(".json", StringComparison.Ordinal))
        {
            return File.Exists(name)
                ? Parse(File.ReadAllBytes(name), name)
                : throw new StartupRefusal($"Civic:Policy names '{name}', and there is no such file.");
        }

        using var stream = typeof(PolicyLoader).Assembly.GetManifestResourceStream($"policies/{name}.json");
        if (stream is null)
        {
            var known = typeof(PolicyLoader)
                .Assembly.GetManifestResourceNames()
                .Where(n => n.StartsWith("policies/", StringComparison.Ordinal))
                .Select(n => n[9..^5])
                .Order();
            throw new StartupRefusal($"Civic:Policy is '{name}'; known packs are {string.Join(", ", known)}.");
        }

        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Parse(bytes.ToArray(), $"policies/{name}.json");
    }

    /// <param name="place">What refusals call the text.</param>
    /// <param name="suffix">Appended to the pack's name, so that traces tell stored versions apart.</param>
    internal static PolicyPack Parse(byte[] json, string place, string suffix = "")
    {
        var text = new PolicyPlace(place, json);
        var file = Read(text);
        new PolicyBounds(text).Check(file);
        return Make(file, text, suffix);
    }

    /// <summary>A text that has decided already, also where it would be refused by now.</summary>
    /// <exception cref="StartupRefusal">This program can't read it.</exception>
    internal static PolicyPack ReadKept(string content, string place, string suffix)
    {
        var text = new PolicyPlace(place, Encoding.UTF8.GetBytes(content));
        return Make(Read(text), text, suffix);
    }

    private static PolicyFile Read(PolicyPlace text)
    {
        try
        {
            return JsonSerializer.Deserialize<PolicyFile>(text.Json, PolicyFile.Options)
                ?? throw new StartupRefusal($"{text.Name}: the pack is null.");
        }
        catch (JsonException e)
        {
            throw new StartupRefusal($"{text.Name}, line {e.LineNumber + 1}, {e.Path}: {FirstSentence(e.Message)}");
        }
    }

    private static PolicyPack Make(PolicyFile file, PolicyPlace text, string suffix) =>
        new PolicyChecks(text, file.CoversFrom).Check(file with { Name = file.Name + suffix });

    /// <summary>The serializer appends the place to its own messages; it stands before them already.</summary>
    private static string FirstSentence(string message) => message.Split(" Path: ")[0];
}

/// <summary>What the shape alone can't say.</summary>
internal sealed class PolicyChecks(PolicyPlace place, DateOnly coversFrom)
{
    internal PolicyPack Check(PolicyFile file)
    {
        for (var i = 0; i < file.Fees.Count; i++)
        {
            CheckClasses(file.Fees[i], $"$.fees[{i}]");
        }

        return new PolicyPack
        {
            Name = file.Name,
            Title = file.Title,
            Text = Encoding.UTF8.GetString(place.Json),
            Digest = Convert.ToHexStringLower(SHA256.HashData(place.Json)),
            Assumption = file.Assumption,
            Fees = Gapless(file.Fees, "fees"),
            Support = Ordered(file.Support, "support"),
            Authorities = Gapless(file.Authorities, "authorities"),
            Deadlines = Gapless(file.Deadlines, "deadlines"),
            Forms = Gapless(file.Forms, "forms"),
            Limits = Gapless(file.Limits, "limits"),
            Refunds = Gapless(RefundsOf(file), "refunds"),
            Expungement = Gapless(file.Expungement, "expungement"),
            Calendar = CalendarOf(file.Holidays),
            SealingOrders = Ordered(file.SealingOrders, "sealingOrders"),
            StepPlans = Ordered(file.StepPlans, "stepPlans"),
            Competences = file.Competences,
            QualityIndexes = Ordered(file.QualityIndexes, "qualityIndexes"),
        };
    }

    private Timeline<T> Ordered<T>(IReadOnlyList<T> rows, string kind)
        where T : DatedRow
    {
        for (var i = 0; i < rows.Count; i++)
        {
            place.Refuse(rows[i].To < rows[i].From, $"$.{kind}[{i}]", $"row '{rows[i].Id}' ends before it begins.");
            place.Refuse(
                rows.Take(i).Any(r => r.Id == rows[i].Id),
                $"$.{kind}[{i}]",
                $"the id '{rows[i].Id}' is used twice."
            );
            place.Refuse(
                i > 0 && (rows[i - 1].To is null || rows[i - 1].To >= rows[i].From),
                $"$.{kind}[{i}]",
                $"row '{rows[i].Id}' overlaps the row before it."
            );
        }

        return new(rows);
    }

    private Timeline<T> Gapless<T>(IReadOnlyList<T> rows, string kind)
        where T : DatedRow
    {
        place.Refuse(rows.Count == 0, $"$.{kind}", "there is no row.");
        var ordered = Ordered(rows, kind);
        place.Refuse(
            rows[0].From > coversFrom,
            $"$.{kind}[0]",
            $"nothing holds from {coversFrom:yyyy-MM-dd} to {rows[0].From.AddDays(-1):yyyy-MM-dd}."
        );
        for (var i = 1; i < rows.Count; i++)
        {
            place.Refuse(
                rows[i - 1].To!.Value.AddDays(1) != rows[i].From,
                $"$.{kind}[{i}]",
                $"nothing holds from {rows[i - 1].To!.Value.AddDays(1):yyyy-MM-dd} "
                    + $"to {rows[i].From.AddDays(-1):yyyy-MM-dd}."
            );
        }

        place.Refuse(
            rows[^1].To is not null,
            $"$.{kind}[{rows.Count - 1}]",
            $"nothing holds after {rows[^1].To:yyyy-MM-dd}; the last row has no end."
        );
        return ordered;
    }

    private void CheckClasses(FeeSchedule fee, string path)
    {
        var both = fee.Exempt.Intersect(fee.Reduced).Select(f => Fees.FeeClassNames.Code(f)).ToList();
        place.Refuse(both.Count > 0, path, $"{string.Join(", ", both)} can't be exempt and reduced at once.");
        place.Refuse(
            fee.ReducedBase > fee.Base || fee.ReducedBase.Dong < 0 || fee.ExtraCopy.Dong < 0,
            path,
            "the reduced fee lies between 0 and the fee, and no amount is negative."
        );
    }

    /// <summary>
    /// A stored pack without such rows said only of a withdrawal whether its fee goes back, and everything else did.
    /// </summary>
    private IReadOnlyList<RefundRule> RefundsOf(PolicyFile file)
    {
        for (var i = 0; i < file.Limits.Count; i++)
        {
            place.Refuse(
                file.Refunds is null == file.Limits[i].WithdrawalRefundedBeforeProcessing is null,
                $"$.limits[{i}]",
                "what goes back stands in refunds, and only where there are none in "
                    + "withdrawalRefundedBeforeProcessing."
            );
        }

        for (var i = 0; i < file.Refunds?.Count; i++)
        {
            var row = file.Refunds[i];
            place.Refuse(
                row is { WithdrawnDuringWork: true, WithdrawnBeforeWork: false },
                $"$.refunds[{i}]",
                $"row '{row.Id}' gives back during work what it keeps before."
            );
        }

        return file.Refunds ?? [.. file.Limits.Select(l => new RefundRule
        {
            Id = l.Id,
            From = l.From,
            To = l.To,
            Basis = l.Basis,
            Unconfirmed = l.Unconfirmed,
            Refused = true,
            Stopped = true,
            WithdrawnBeforeWork = l.WithdrawalRefundedBeforeProcessing == true,
            WithdrawnDuringWork = false,
        })];
    }

    private WorkingCalendar CalendarOf(PolicyFile.HolidayList list)
    {
        var holidays = new Dictionary<DateOnly, Bilingual>();
        for (var i = 0; i < list.Days.Count; i++)
        {
            var day = list.Days[i];
            place.Refuse(
                !holidays.TryAdd(day.Date, new(day.Vi, day.En)),
                $"$.holidays.days[{i}]",
                $"{day.Date:yyyy-MM-dd} stands there twice."
            );
        }

        for (var i = 0; i < list.Swapped.Count; i++)
        {
            var (off, worked) = (list.Swapped[i].Off, list.Swapped[i].Worked);
            place.Refuse(
                worked.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday),
                $"$.holidays.swapped[{i}]",
                $"{worked:yyyy-MM-dd} is a working day anyway."
            );
            place.Refuse(
                !holidays.TryAdd(off, new("Ngày nghỉ hoán đổi", "Day off in exchange")),
                $"$.holidays.swapped[{i}]",
                $"{off:yyyy-MM-dd} is a holiday already."
            );
        }

        return new(holidays, list.Swapped.Select(s => s.Worked).ToHashSet(), list.KnownThrough);
    }
}
