using System.Globalization;
using System.Text.Json;
using Codeword.Retrieval;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Cli.Commands;

public sealed class SearchCommandTests : IClassFixture<TinyCodes>
{
    private static readonly string[] Rows = ["purr whiskers", "bark tail", "nothing known", "buzz"];
    private readonly TinyCodes _codes;
    private readonly string _index;

    public SearchCommandTests(TinyCodes codes)
    {
        _codes = codes;
        _index = codes.File("search.index");
        CliRun built = CliRun.Of("index", "build", codes.Text, "--model", codes.Model, "-o", _index);
        Assert.True(built.Code == 0, built.Error);
    }

    [Fact]
    public void EachRowIsALineOfIdsDistancesAndLabels()
    {
        CliRun run = CliRun.With(string.Join('\n', Rows), "search", _index, "--model", _codes.Model, "-k", "7");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(Rows.Select(row => Fields(Within(row, 5).Take(7))), run.Lines);
        Assert.Equal(run, CliRun.Of("search", _index, _codes.Write("rows.txt", Rows), "--model", _codes.Model, "-k", "7", "--threads", "3"));
    }

    [Fact]
    public void TenAreNamedWhenNothingElseIsAskedFor() =>
        Assert.Equal(30, CliRun.With("purr\n", "search", _index, "--model", _codes.Model).Lines[0].Split('\t').Length);

    [Fact]
    public void CodesOfEncodeFindWhatRowsFind()
    {
        string rows = _codes.Write("rows.txt", Rows);
        CliRun byModel = CliRun.Of("search", _index, rows, "--model", _codes.Model);
        Assert.Equal(byModel, CliRun.With(CliRun.Of("encode", _codes.Model, rows).Output, "search", _index, "-"));
        string packed = _codes.Write("queries.bin", CliRun.BytesOf("", "encode", _codes.Model, rows, "--packed"));
        Assert.Equal(byModel, CliRun.Of("search", _index, packed, "--packed"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(300)]
    public void ARadiusNamesAllWithinIt(int radius)
    {
        Assert.Equal(Rows.Select(row => Fields(Within(row, radius))), Found("--radius", $"{radius}"));
        Assert.Equal(Rows.Select(row => Fields(Within(row, radius).Take(3))), Found("--radius", $"{radius}", "-k", "3"));

        string[] Found(params string[] flags) =>
            CliRun.With(string.Join('\n', Rows), ["search", _index, "--model", _codes.Model, .. flags]).Output.Split('\n')[..^1];
    }

    [Fact]
    public void ManyRowsKeepTheirOrder()
    {
        string[] rows = [.. Enumerable.Range(0, 2500).Select(i => Rows[i * 7 % 4])];
        string[] expected = [.. Rows.Select(row => Fields(Within(row, 5).Take(2)))];
        Assert.Equal(
            rows.Select((_, i) => expected[i * 7 % 4]), CliRun.Of("search", _index, _codes.Write("many.txt", rows), "--model", _codes.Model, "-k", "2", "--threads", "2").Lines);
    }

    [Fact]
    public void ALineWithoutARowIsAnEmptyLine()
    {
        string[] lines = CliRun.With("purr whiskers\n\nbuzz\n", "search", _index, "--model", _codes.Model, "-k", "1").Lines;
        Assert.Equal([Fields(Within(Rows[0], 5).Take(1)), "", Fields(Within(Rows[3], 5).Take(1))], lines);
        Assert.Equal(["", ""], CliRun.With("\n00", "search", Index("none.index", "1f\n"), "--radius", "1").Output.Split('\n')[..^1]);
    }

    [Fact]
    public void JsonSaysTheSame()
    {
        CliRun run = CliRun.With("\nbark tail\n", "search", _index, "--model", _codes.Model, "-k", "3", "--json");
        using JsonDocument json = JsonDocument.Parse(Assert.Single(run.Lines));
        Assert.Equal(2, json.RootElement.GetProperty("line").GetInt32());
        string found = string.Join('\t', json.RootElement.GetProperty("neighbors").EnumerateArray().Select(neighbor => string.Create(
            CultureInfo.InvariantCulture,
            $"{neighbor.GetProperty("id").GetInt64()}\t{neighbor.GetProperty("distance").GetInt32()}\t{string.Join(',', neighbor.GetProperty("labels").EnumerateArray())}")));
        Assert.Equal(Fields(Within(Rows[1], 5).Take(3)), found);
    }

    [Fact]
    public void NeighboursVote()
    {
        string index = Index("vote.index", "a\tb\t00\nb\t01\nc\t03\n1f\n");
        Assert.Equal("b\t0.666667\ta\t0.333333\tc\t0.333333\n", CliRun.With("00\n", "search", index, "-k", "3", "--vote").Output);
        Assert.Equal("c\t0.500000\n", CliRun.With("\n0f\n", "search", index, "-k", "2", "--vote").Output.TrimStart('\n'));
        Assert.Equal(
            "{\"line\":1,\"votes\":[{\"label\":\"b\",\"share\":1},{\"label\":\"a\",\"share\":0.5}]}\n",
            CliRun.With("00\n", "search", index, "-k", "2", "--vote", "--json").Output);
        Assert.Equal("\n", CliRun.With("18\n", "search", index, "--radius", "0", "--vote").Output);
        string unlabeled = Index("unlabeled.index", "00\n");
        Assert.Equal(new CliRun(2, "", $"codeword: --vote counts labels, but {unlabeled} has none.\n"), CliRun.With("00\n", "search", unlabeled, "--vote"));
    }

    [Fact]
    public void SeveralLabelsAndNoneHaveAFieldEach()
    {
        string index = Index("fields.index", "a,b\tc\\\\d\t00\n01\n");
        Assert.Equal("0\t0\ta\\,b,c\\\\d\t1\t1\t\n", CliRun.With("00\n", "search", index).Output);
        Assert.Equal("0\t0\t1\t1\n", CliRun.With("00\n", "search", Index("bare.index", "00\n01\n")).Output);
    }

    [Fact]
    public void AModelWhoseClassesAndRulesWereChangedGoesOnWithItsIndex()
    {
        CliRun before = CliRun.With("purr\n", "search", _index, "--model", _codes.Model);
        string judged = _codes.File("judged.codeword"), fewer = _codes.File("fewer.codeword");
        string label = Classifier.Load(_codes.Model).Labels.Names[0];
        Assert.Equal(0, CliRun.Of("novelty", _codes.Model, "--radius", "2", "-o", judged).Code);
        Assert.Equal(0, CliRun.Of("classes", "retire", judged, label, "-o", fewer).Code);
        Assert.Equal(before, CliRun.With("purr\n", "search", _index, "--model", judged));
        Assert.Equal(before, CliRun.With("purr\n", "search", _index, "--model", fewer));
        Assert.Equal(0, CliRun.With("purr\n", "index", "add", _index, "--model", fewer, "-o", _codes.File("more.index")).Code);
    }

    [Fact]
    public void AnotherModelIsRefused()
    {
        string other = _codes.File("other.codeword");
        CliRun trained = CliRun.Of(["train", "llc", _codes.Text, "-o", other, "--bits", "5", "--seed", "9", .. TinyCodes.Small]);
        Assert.True(trained.Code == 0, trained.Error);
        string found = Classifier.Load(other).Fingerprint[..16], expected = Classifier.Load(_codes.Model).Fingerprint[..16];
        string message = $"codeword: {_index} holds codes of another model than {other}, or of that before its weights were changed, and codes of two models cannot be compared: "
            + $"found the fingerprint {found}…; expected {expected}….\n";
        Assert.Equal(new CliRun(2, "", message), CliRun.With("purr\n", "search", _index, "--model", other));
        Assert.Equal(new CliRun(2, "", message), CliRun.With("purr\n", "index", "add", _index, "--model", other));
        Assert.Equal(0, CliRun.With("purr\n", "search", Index("unknown.index", "00\n"), "--model", other).Code);
    }

    [Fact]
    public void FaultsAreOneLineAfterWhatWasFound()
    {
        CliRun run = CliRun.With("00\n01\n2\n", "search", Index("faults.index", "00\n"));
        Assert.Equal(new CliRun(1, "0\t0\n0\t1\n", "codeword: -:3:1: found 1 hexadecimal digits; expected 2, a code of 5 bits\n"), run);
        byte[] bytes = File.ReadAllBytes(_index);
        string cut = _codes.Write("cut.index", bytes[..^100]);
        string damage = $"found {bytes.Length - 100} bytes; expected {bytes.Length}, as the header declares: the file is cut short or its header is damaged";
        Assert.Equal(new CliRun(1, "", $"codeword: {cut}: {damage}.\n"), CliRun.With("00\n", "search", cut));
        Assert.StartsWith($"codeword: {_codes.Model}: found a file of kind MODL; expected HIDX", CliRun.With("00\n", "search", _codes.Model).Error, StringComparison.Ordinal);
        Assert.Equal(
            new CliRun(2, "", "codeword: --format is about rows, but without --model the file holds codes; name the model.\n"), CliRun.Of("search", _index, "--format", "text"));
    }

    [Fact]
    public void EveryMethodFindsTheSame()
    {
        string codes = "00\n1f\n03\n0c\n";
        CliRun scan = CliRun.With(codes, "search", _index, "-k", "7");
        Assert.Equal((0, 4), (scan.Code, scan.Lines.Length));
        Assert.All(["Tables", "auto"], method => Assert.Equal(scan, CliRun.With(codes, "search", _index, "-k", "7", "--method", method)));
        Assert.Equal(
            new CliRun(2, "", "codeword: --method cannot be \"7\": expected Auto, Scan, Tables.\n"), CliRun.With(codes, "search", _index, "--method", "7"));
    }

    [Fact]
    public void InspectTellsWhatAnIndexHolds()
    {
        CliRun run = CliRun.Of("inspect", _index);
        Assert.Equal((0, ""), (run.Code, run.Error));
        foreach (string pattern in (string[])
            ["^codes +120 of 5 bits$", "^ids +the next is 120; 0, 1, 2 and so on, which takes no room$", "^labels +6; the codes have 120 together$",
                "^model +fingerprint [0-9a-f]{64}$", "^search +every code is compared with each query, which is exact and reads 120 bytes; "
                    + "--method Auto takes Scan: 120 codes are scanned at once; tables are for 10000 and more$",
                "^code bytes +128$", "^label bytes +120$", "^LIDS +120 [0-9a-f]{64}$"])
        {
            Assert.Matches($"(?m){pattern}", run.Output);
        }

        string changed = _codes.File("changed.index");
        CliRun.Of("index", "remove", _index, "3", "-o", changed);
        Assert.Matches("(?m)^ids +the next is 120; listed, as codes were removed or have ids of their own$", CliRun.Of("inspect", changed).Output);
        using JsonDocument json = JsonDocument.Parse(Assert.Single(CliRun.Of("inspect", changed, "--json").Lines));
        JsonElement root = json.RootElement;
        Assert.Equal((5, 119, 120), (root.GetProperty("bits").GetInt32(), root.GetProperty("codes").GetInt32(), root.GetProperty("nextId").GetInt32()));
        Assert.Equal((true, 952), (root.GetProperty("idsAreListed").GetBoolean(), root.GetProperty("bytes").GetProperty("id").GetInt32()));
        Assert.Equal(["INFO", "CODE", "KEYS", "FROM", "LABL", "LIDS"], root.GetProperty("sections").EnumerateArray().Select(section => section.GetProperty("tag").GetString()));
        Assert.Matches("(?m)^model +not known, as the index was made of codes$", CliRun.Of("inspect", Index("coded.index", "00\n")).Output);
    }

    private string Index(string name, string lines)
    {
        CliRun run = CliRun.With(lines, "index", "build", "--bits", "5", "-o", _codes.File(name));
        Assert.True(run.Code == 0, run.Error);
        return _codes.File(name);
    }

    // What must be found, from the definition and the text the index was made of.
    private Neighbor[] Within(string row, int radius)
    {
        Predictor predictor = Classifier.Load(_codes.Model).CreatePredictor();
        var all = new Dictionary<long, byte[]>();
        foreach (string line in File.ReadLines(_codes.Text))
        {
            all.Add(all.Count, Encode(predictor, line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
        }

        return ReferenceNeighbors.Within(all, Encode(predictor, row), radius);
    }

    private static byte[] Encode(Predictor predictor, string text)
    {
        byte[] code = new byte[predictor.CodeBytes];
        predictor.Encode(text, code);
        return code;
    }

    private static string Fields(IEnumerable<Neighbor> neighbors) =>
        string.Join('\t', neighbors.Select(neighbor => $"{neighbor.Id}\t{neighbor.Distance}\t{TinyCodes.Kinds[(int)neighbor.Id % 6]}"));
}
