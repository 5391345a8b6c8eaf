using System.Text.Json;

namespace Civic.JudicialRecords.Policies;

/// <summary>On which line of a text the value at a path such as $.fees[1] begins, for whoever has to mend it.</summary>
internal static class JsonLines
{
    /// <returns>Counted from 1; null where the path leads nowhere.</returns>
    internal static int? LineOf(ReadOnlySpan<byte> json, string path)
    {
        var reader = new Utf8JsonReader(
            json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip });
        var steps = new Stack<Step>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                steps.Pop();
                continue;
            }

            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                steps.Peek().Name = reader.GetString()!;
                continue;
            }

            if (steps.TryPeek(out var around) && around.IsArray)
            {
                around.Index++;
            }

            if ("$" + string.Concat(steps.Reverse().Select(s => s.ToString())) == path)
            {
                return 1 + json[..(int)reader.TokenStartIndex].Count((byte)'\n');
            }

            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                steps.Push(new Step(reader.TokenType == JsonTokenType.StartArray));
            }
        }

        return null;
    }

    private sealed class Step(bool isArray)
    {
        internal bool IsArray => isArray;

        internal int Index { get; set; } = -1;

        internal string Name { get; set; } = "";

        public override string ToString() => isArray ? $"[{Index}]" : "." + Name;
    }
}
