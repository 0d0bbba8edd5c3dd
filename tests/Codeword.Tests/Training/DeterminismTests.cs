using System.Security.Cryptography;
using Codeword.Decoding;
using Codeword.Tests.Models;
using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class DeterminismTests
{
    private static readonly string[] Kinds = ["clustered", "hashed input", "ova"];

    public static IEnumerable<object[]> Methods =>
        from method in Kinds
        from loss in Enum.GetValues<HeadLoss>()
        select new object[] { method, loss };

    [Theory]
    [MemberData(nameof(Methods))]
    public void TheModelsBytesDoNotDependOnTheNumberOfThreads(string method, HeadLoss loss)
    {
        string one = Sha256(Options(method, loss) with { Threads = 1 });

        Assert.Equal(one, Sha256(Options(method, loss) with { Threads = 2 }));
        Assert.Equal(one, Sha256(Options(method, loss) with { Threads = 4 }));
        Assert.NotEqual(one, Sha256(Options(method, loss) with { Threads = 1, Seed = 2 }));
    }

    [Fact]
    public void BlocksOfAWideColumnDoNotDependOnTheNumberOfThreads()
    {
        // 600 classes make three blocks of one-vs-all, which share solvers.
        static string Train(int threads) => Sha256(new OneVsAllOptions { Loss = HeadLoss.Logistic, Epochs = 2, Threads = threads }, classes: 600);

        Assert.Equal(Train(1), Train(4));
    }

    private static string Sha256(TrainingOptions options, int classes = Synthetic.Classes) => Convert.ToHexString(SHA256.HashData(
        SampleModel.Save(Trainer.Train(Synthetic.Source(text: true, multiLabel: false, 10 * Synthetic.Classes + classes, seed: 1, classes), options).Model)));

    private static TrainingOptions Options(string method, HeadLoss loss) => method == "ova"
        ? new OneVsAllOptions { Loss = loss, Epochs = 4 }
        : new MachOptions
        {
            Loss = loss,
            Epochs = 4,
            Repetitions = 6,
            Buckets = 8,
            Digits = DigitKind.Hashed,
            ClusteredShare = method == "clustered" ? 1 : 0.5,
            InputBuckets = method == "hashed input" ? 64 : 0,
        };
}
