using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Codeword.Data;
using Codeword.Retrieval;

namespace Codeword.Cli.Commands;

/// <summary><c>index remove</c>: an index without some of its codes.</summary>
internal sealed class IndexRemoveCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _index = Flags.File("index", "the index's file, which is replaced as a whole or stays as it was");
    private readonly Argument<string[]> _ids = new("ids")
    {
        Description = "the codes' ids: numbers and ranges such as 20-29; - for those on standard input, one a line",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _output = IndexChange.Output();

    public IndexRemoveCommand(Session session)
        : base("remove", "Remove codes from an index; the others keep their ids, which are never given again")
    {
        _session = session;
        Add(_index);
        Add(_ids);
        Add(_output);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(_index);
        string output = parsed.GetValue(_output) ?? path;
        OutputPath.RequireFolder("index", output);
        long start = Stopwatch.GetTimestamp();
        using var only = IndexLock.Take(_session, output);
        LabeledIndexBuilder builder = Load(path);
        List<(long First, long Last)> removed = [];
        foreach ((long first, long last) in parsed.GetRequiredValue(_ids).SelectMany(Ranges))
        {
            Remove(builder, removed, first, last, path);
        }

        IndexChange.Save(_session, builder, output, Stopwatch.GetElapsedTime(start));
        return ExitCode.Done;
    }

    private static LabeledIndexBuilder Load(string path)
    {
        using var index = LabeledIndex.Load(path);
        return index.ToBuilder();
    }

    private static void Remove(LabeledIndexBuilder builder, List<(long First, long Last)> removed, long first, long last, string path)
    {
        for (long id = first; id <= last; id++)
        {
            if (!builder.Remove(id))
            {
                throw new InvalidDataException(removed.Any(range => range.First <= id && id <= range.Last)
                    ? $"The id {id} was named twice; nothing was removed from {path}."
                    : $"{path} has no code with the id {id}; nothing was removed.");
            }
        }

        removed.Add((first, last));
    }

    private IEnumerable<(long First, long Last)> Ranges(string text) => text == "-" ? Lines() : [Range(text) ?? throw new UsageException(
        $"An id cannot be \"{text}\": expected a whole number from 0 on, or a range of two such as 20-29.")];

    private IEnumerable<(long First, long Last)> Lines()
    {
        using var reader = new StreamReader(_session.Input, leaveOpen: true);
        long line = 0;
        while (reader.ReadLine() is { } text)
        {
            line++;
            if (text.Length > 0)
            {
                yield return Range(text) ?? throw new DataFormatException("-", line, 1, $"found {text.Length} characters that are no id; expected a whole number from 0 on");
            }
        }
    }

    private static (long First, long Last)? Range(string text)
    {
        string[] parts = text.Split('-', 2);
        return long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long first)
            && long.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out long last)
            && first <= last && last < long.MaxValue
            ? (first, last)
            : null;
    }
}
