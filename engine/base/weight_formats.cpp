// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// In which formats the parts of a model are held beside each other.

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "mw/weight_format.h"

namespace mw {

namespace {

using Member = WeightFormat LayerFormats::*;

constexpr std::array<Member, 4> kMembers = {&LayerFormats::experts, &LayerFormats::down, &LayerFormats::attention,
                                            &LayerFormats::output};

/// What most layers have; of equally many the one that comes first.
WeightFormat usual(const std::vector<LayerFormats>& layers, Member member) {
    const auto count = [&](const LayerFormats& layer) {
        return std::ranges::count(layers, layer.*member, [&](const LayerFormats& other) { return other.*member; });
    };
    return (*std::ranges::max_element(layers, {}, count)).*member;
}

/// "q6_k in 16 of 32 layers, q5_k in 1": what is not `expected`, in the order of the table; "" where all is.
std::string differing(const WeightFormats& formats, Member member, WeightFormat expected) {
    if (formats.layers.empty())
        return formats.*member == expected ? "" : std::string(weightFormatName(formats.*member));
    const std::ptrdiff_t layers = std::ssize(formats.layers);
    std::string text;
    for (const WeightFormatRow& row : weightFormats()) {
        const std::ptrdiff_t count =
            std::ranges::count(formats.layers, row.format, [&](const LayerFormats& layer) { return layer.*member; });
        if (count == 0 || row.format == expected) continue;
        const std::string of = text.empty() ? " of " + std::to_string(layers) + " layers" : "";
        text += (text.empty() ? "" : ", ") + std::string(row.name);
        if (count < layers) text += " in " + std::to_string(count) + of;
    }
    return text;
}

}  // namespace

WeightFormats::WeightFormats(WeightFormat format)
    : LayerFormats{format, format, format, format}, embedding(format), head(format) {
    const WeightFormatRow& row = weightFormatRow(format);
    if (row.element) return;
    embedding = WeightFormat::BFloat16;
    if (row.valueBits < 8 && row.offered) attention = output = head = WeightFormat::Float8;
}

void WeightFormats::setLayers(std::vector<LayerFormats> all) {
    layers = std::move(all);
    if (layers.empty()) return;
    for (const Member member : kMembers)
        this->*member = usual(layers, member);
    const LayerFormats& most = *this;
    if (std::ranges::all_of(layers, [&](const LayerFormats& layer) { return layer == most; })) layers.clear();
}

const LayerFormats& WeightFormats::layer(int number) const {
    const auto at = static_cast<std::size_t>(number);
    return at < layers.size() ? layers[at] : *this;
}

void WeightFormats::replace(const std::function<WeightFormat(WeightFormat)>& change) {
    const auto replaceIn = [&](LayerFormats& layer) {
        for (const Member member : kMembers)
            layer.*member = change(layer.*member);
    };
    embedding = change(embedding);
    head = change(head);
    replaceIn(*this);
    std::ranges::for_each(layers, replaceIn);
    setLayers(std::move(layers));
}

std::vector<WeightFormat> WeightFormats::all() const {
    std::vector<WeightFormat> formats = {embedding, head};
    const auto add = [&](const LayerFormats& layer) {
        for (const Member member : kMembers)
            formats.push_back(layer.*member);
    };
    add(*this);
    std::ranges::for_each(layers, add);
    return formats;
}

double bytesPerExpertValue(const WeightFormats& formats, std::int64_t columns) {
    const auto bytes = [columns](const LayerFormats& layer) {
        return (2 * bytesPerValue(layer.experts, columns) + bytesPerValue(layer.down, columns)) / 3;
    };
    if (formats.layers.empty()) return bytes(formats);
    double sum = 0;
    for (const LayerFormats& layer : formats.layers)
        sum += bytes(layer);
    return sum / static_cast<double>(formats.layers.size());
}

std::string describeFormats(const WeightFormats& formats) {
    const WeightFormats expected = formats.experts;
    std::string text;
    const auto add = [&](std::string_view part, const std::string& format) {
        if (!format.empty()) text += (text.empty() ? "" : ", ") + std::string(part) + " " + format;
    };
    const auto nameUnless = [](WeightFormat usual, WeightFormat format) {
        return format == usual ? "" : std::string(weightFormatName(format));
    };
    add("gate and up", differing(formats, &LayerFormats::experts, expected.experts));
    add("down", differing(formats, &LayerFormats::down, expected.down));
    const std::string input = differing(formats, &LayerFormats::attention, expected.attention);
    const std::string output = differing(formats, &LayerFormats::output, expected.output);
    add(input == output ? "attention" : "attention input", input);
    if (output != input) add("attention output", output);
    add("head", nameUnless(expected.head, formats.head));
    add("embedding", nameUnless(expected.embedding, formats.embedding));
    const std::string experts(weightFormatName(formats.experts));
    return text.empty() ? experts : experts + " (" + text + ")";
}

std::string namesOfExperts(const WeightFormats& formats) {
    std::string names(weightFormatName(formats.experts));
    for (const WeightFormatRow& row : weightFormats()) {
        const auto has = [&](const LayerFormats& layer) {
            return layer.experts == row.format || layer.down == row.format;
        };
        if (row.format != formats.experts && (has(formats) || std::ranges::any_of(formats.layers, has)))
            names += " + " + std::string(row.name);
    }
    return names;
}

}  // namespace mw
