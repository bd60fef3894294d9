// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "device_list.h"

#include <gtest/gtest.h>

#include "mw/error.h"

namespace mw::tools {
namespace {

std::string refusal(const std::string& text) {
    try {
        parseDeviceList(text);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::InvalidArgument);
        return error.what();
    }
    return "";
}

TEST(TestDeviceList, readsCountsSizesAndUnits) {
    const std::vector<DeviceSpec> devices = parseDeviceList("2x80GiB+1x24GB,512MiB + 1.5tib");
    ASSERT_EQ(devices.size(), 5u);
    EXPECT_EQ(devices[0].capacityBytes, 80ull << 30);
    EXPECT_EQ(devices[1].capacityBytes, 80ull << 30);
    EXPECT_EQ(devices[2].capacityBytes, 24'000'000'000u);
    EXPECT_EQ(devices[3].capacityBytes, 512ull << 20);
    EXPECT_EQ(devices[4].capacityBytes, 3ull << 39);
    for (const DeviceSpec& device : devices)
        EXPECT_EQ(device.kind, DeviceKind::Cuda);
    EXPECT_EQ(devices[0].name, "80GiB GPU");
}

TEST(TestDeviceList, namesThePartThatIsWrong) {
    for (const char* part :
         {"", "x", "80", "80Gi", "0x80GiB", "-1x80GiB", "2x0GiB", "2x-80GiB", "1.5x80GiB", "2xnanGiB", "2xinfGiB",
          "2xx80GiB", "99999999999x1GiB", "1e300TiB", "GiB", "8 0GiB", "65x1GiB"}) {
        EXPECT_NE(refusal("1x24GiB+" + std::string(part)).find("'" + std::string(part) + "'"), std::string::npos)
            << part << ": " << refusal("1x24GiB+" + std::string(part));
    }
    EXPECT_NE(refusal("40x1GiB+40x1GiB").find("more than 64 devices"), std::string::npos);
}

TEST(TestDeviceList, readsListsOfNumbers) {
    EXPECT_EQ(parseNumbers("1", "--batch", 1), (std::vector{1}));
    EXPECT_EQ(parseNumbers("0,1, 5", "--devices", 0), (std::vector{0, 1, 5}));
    for (const char* text : {"", ",", "1,", "a", "1;2", "-1", "1.0", "2147483648", "1 2", "0x1"})
        EXPECT_THROW(parseNumbers(text, "--ids", 0), Error) << text;
    EXPECT_THROW(parseNumbers("0", "--batch", 1), Error);
}

}  // namespace
}  // namespace mw::tools
