using Microsoft.AspNetCore.Http.HttpResults;

namespace Civic.Signing;

/// <summary>A list of things to be done in one call, each under a number of its own.</summary>
internal static class NumberedList
{
    internal const int MaxItems = 500;

    /// <returns>The problem to answer with where the list as such can't be taken; the items are not judged.</returns>
    internal static ProblemHttpResult? WhatIsWrong<T>(IReadOnlyList<T>? items, Func<T, string?> numberOf)
    {
        if (items is null or [])
        {
            return Problems.BatchInvalid("it holds nothing");
        }

        if (items.Count > MaxItems)
        {
            return Problems.BatchInvalid($"it holds more than {MaxItems}");
        }

        var numbers = new HashSet<string?>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is null)
            {
                return Problems.BatchInvalid($"item {i + 1} of the list is empty");
            }

            if (numberOf(items[i]) is { } number && !numbers.Add(number))
            {
                return Problems.BatchInvalid($"item {i + 1} of the list has the number of an earlier one");
            }
        }

        return null;
    }
}
