cd /work/exp/calib
nice -n 12 dotnet binT/Codeword.Experiments.dll taxonomy /work/exp/tree/data resT wordnet_coarse 5 > runT-coarse.log 2>&1
nice -n 12 dotnet binT/Codeword.Experiments.dll taxonomy /work/exp/tree/data resT wordnet 5 > runT-wordnet.log 2>&1
