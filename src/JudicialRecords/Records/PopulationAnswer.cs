using System.Xml;
using Civic.Shared.Identity;
using Civic.Shared.Registers;

namespace Civic.JudicialRecords.Records;

/// <summary>What service 037 answered, and whether it is about the person who was asked for.</summary>
internal static class PopulationAnswer
{
    /// <exception cref="XmlException">Not the register's format.</exception>
    /// <exception cref="FormatException">A value in it is impossible.</exception>
    public static Reading<PopulationFacts> Read(RegisterBody body, PopulationQuery query)
    {
        using var stream = new MemoryStream(body.Bytes);
        if (PopulationService.Read(stream) is not { } entries)
        {
            return new Reading<PopulationFacts>.Unusable(UnreachableReason.Refused);
        }

        var asOf = body.LastModified ?? body.ReceivedAt;
        var people = entries.Select(PopulationPerson.Read).ToList();
        if (people.Count == 0)
        {
            return new Reading<PopulationFacts>.Nothing(asOf);
        }

        // Several entries for one number, alike or not, are refused as soon as one of them is somebody else.
        return people.All(p => Matches(p, query))
            ? new Reading<PopulationFacts>.Found(people[0], asOf)
            : new Reading<PopulationFacts>.Unusable(UnreachableReason.WrongPerson);
    }

    private static bool Matches(PopulationFacts facts, PopulationQuery query) =>
        facts.Number == query.Number
        && facts.BirthDate.IsCompatibleWith(query.BirthDate)
        && PlainName.Same(facts.Name, query.Name);
}
