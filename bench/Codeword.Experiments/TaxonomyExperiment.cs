using System.Diagnostics;
using System.Globalization;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Taxonomy;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>
/// How far trees of class codes agree with WordNet's own: learnt codes of several lengths, the class matrix of a real-valued head on the same encoder, and random codes
/// as control. Mantel's test holds the codes' distances against the cosine distances of the real-valued head of the same seed.
/// </summary>
internal static class TaxonomyExperiment
{
    private static readonly int[] Lengths = [20, 32, 64];

    /// <param name="data">Folder of the sets; the set's folder holds <c>tree.tsv</c>.</param>
    /// <param name="output">Receives the table.</param>
    /// <param name="set">wordnet_coarse or wordnet.</param>
    /// <param name="seeds">The seeds.</param>
    public static void Run(string data, ResultWriter output, string set, IReadOnlyList<int> seeds)
    {
        CodeData examples = CodeData.Read(data, set);
        using FileStream file = File.OpenRead(Path.Combine(data, set, "tree.tsv"));
        var known = KnownTree.ReadEdges(file, "tree.tsv");
        LabelSet labels = examples.Training.Examples.Labels;
        output.Text($"{set}: {labels.Count} classes, {seeds.Count} seed{(seeds.Count == 1 ? "" : "s")}; the known tree is WordNet's, by first hypernyms.");
        output.Text("Correlations are Pearson's, over pairs of classes: of the tree's heights with the distances it was made of, and of heights and distances with what the known");
        output.Text("tree says: the path between two classes, and the depth of their lowest common ancestor (sign changed). Triplet accuracy is 33.33 by chance.");
        output.Header(
            "classes by", "bits", "seed", "linkage", "triplets, tree", "triplets, distances", "cophenetic", "tree, paths", "tree, ancestors", "distances, paths",
            "distances, ancestors", "Mantel r with real", "Mantel p", "tree ms");
        foreach (int seed in seeds)
        {
            var real = ClassRows.Of(Train(examples.Softmax(seed)).Model);
            Write("real-valued head", "", seed, options => Agglomeration.Of(labels, real, options), real.Distance, mantel: null);
            foreach (int bits in Lengths)
            {
                Classifier learnt = Train(examples.Llc(seed, bits));
                var errors = BitErrors.Of(learnt, examples.Training.Examples, threads: 1);
                BinaryCodes random = BinaryCodes.Random(labels.Count, bits, (ulong)seed);
                WriteCodes("LLC", learnt.Codebook.Bits!, BitWeights.Equal(bits));
                WriteCodes("LLC, bits weighed by their errors", learnt.Codebook.Bits!, BitWeights.OfErrorRates([.. errors.Rates]));
                WriteCodes("Random", random, BitWeights.Equal(bits));
            }

            void WriteCodes(string name, BinaryCodes codes, BitWeights weights)
            {
                Func<int, int, double> distance = weights.DistancesOf(codes);
                Write(
                    name, codes.Bits.ToString(CultureInfo.InvariantCulture), seed, options => Agglomeration.Of(labels, codes, options with { Weights = weights }), distance,
                    MantelTest.Of(codes.Count, distance, real.Distance, (ulong)seed));
            }
        }

        Classifier Train(TrainingOptions options) => Trainer.Train(examples.Training, options with { Threads = 1 });

        void Write(string name, string bits, int seed, Func<TreeOptions, ClassTree> make, Func<int, int, double> distance, MantelTest? mantel)
        {
            foreach (Linkage linkage in Enum.GetValues<Linkage>())
            {
                long start = Stopwatch.GetTimestamp();
                ClassTree tree = make(new TreeOptions { Linkage = linkage, Threads = 1 });
                double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                var agreement = TreeAgreement.Of(tree, distance, known, (ulong)seed);
                output.Row(
                    name, bits, seed, linkage, ResultWriter.Percent(agreement.TreeTriplets.Accuracy), ResultWriter.Percent(agreement.DistanceTriplets.Accuracy),
                    Figure(agreement.Cophenetic), Figure(agreement.TreeWithPaths), Figure(agreement.TreeWithAncestors), Figure(agreement.DistanceWithPaths),
                    Figure(agreement.DistanceWithAncestors), mantel is null ? "" : Figure(mantel.Correlation), mantel is null ? "" : Figure(mantel.P),
                    milliseconds.ToString("F0", CultureInfo.InvariantCulture));
            }
        }
    }

    private static string Figure(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
}
