// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "torch_pickle.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>
#include <utility>

#include "utf8.h"

namespace mw {

namespace {

constexpr std::size_t kMostNodes = 300'000;  // the largest Mixtral has some 40,000
constexpr std::size_t kLongestText = 512;
constexpr std::size_t kMostDimensions = 8;

/// Names that stand for something here, beside those of kTorchStorages.
constexpr std::string_view kOrderedDict = "collections.OrderedDict";
constexpr std::string_view kRebuildTensor = "torch._utils._rebuild_tensor_v2";
constexpr std::string_view kStoragePrefix = "torch.";

enum class Kind { Mark, None, Bool, Integer, Text, Name, Tuple, Dict, Storage, Tensor };

/// An inert value of the program.
struct Node {
    Kind kind = Kind::None;
    std::int64_t number = 0;    ///< Integer, Bool; Storage and Tensor: number in their list
    std::string_view text;      ///< Text, Name; points into the pickle or the tables above
    std::vector<int> children;  ///< Tuple, Dict (keys and values in turn): numbers of nodes
};

struct Storage {
    const TorchStorage* kind = nullptr;
    std::string_view key;
    std::int64_t count = 0;
};

class Machine {
 public:
    explicit Machine(std::string_view pickle) : m_pickle(pickle) {}
    std::vector<PickledTensor> run();

 private:
    [[noreturn]] void fail(const std::string& what) const { throw PickleFault(what, m_operation); }
    [[noreturn]] void failForeign(const std::string& what) const { throw PickleFault(what, m_operation, true); }

    bool step();
    std::string_view take(std::size_t size);
    std::uint64_t number(std::size_t size);
    std::string_view line();
    std::string_view text(std::size_t size);
    int push(Node node);
    Node& top();
    int pop();
    std::vector<int> popToMark();
    void tuple(std::size_t size);
    void putIn(std::vector<int> items);
    void name();
    void persistent();
    void reduce();
    void rebuildTensor(const std::vector<int>& arguments);
    std::vector<std::int64_t> integers(int node, const char* what) const;
    std::int64_t integer(int node, const char* what) const;
    const Node& at(int node) const { return m_nodes[static_cast<std::size_t>(node)]; }
    std::vector<PickledTensor> result();

    std::string_view m_pickle;
    std::size_t m_at = 0;
    std::size_t m_operation = 0;  ///< where the current one begins
    std::vector<Node> m_nodes;
    std::vector<int> m_stack;
    std::unordered_map<std::uint64_t, int> m_memo;
    std::vector<Storage> m_storages;
    std::vector<PickledTensor> m_tensors;
};

std::vector<PickledTensor> Machine::run() {
    if (!m_pickle.starts_with("\x80\x02")) fail("expected a pickle of protocol 2, which torch.save() writes");
    m_at = 2;
    while (step()) {
    }
    if (m_at != m_pickle.size()) fail("the pickle ends before its entry does");
    return result();
}

/// One operation; false after the last.
bool Machine::step() {
    m_operation = m_at;
    const char operation = take(1)[0];
    switch (static_cast<unsigned char>(operation)) {
        case '.':
            return false;
        case '(':
            push({Kind::Mark, 0, {}, {}});
            break;
        case 'N':
            push({Kind::None, 0, {}, {}});
            break;
        case 0x88:  // true
        case 0x89:  // false
            push({Kind::Bool, operation == '\x88', {}, {}});
            break;
        case 'K':
            push({Kind::Integer, static_cast<std::int64_t>(number(1)), {}, {}});
            break;
        case 'M':
            push({Kind::Integer, static_cast<std::int64_t>(number(2)), {}, {}});
            break;
        case 'J':
            push({Kind::Integer, static_cast<std::int32_t>(number(4)), {}, {}});
            break;
        case 0x8A: {  // a long number
            const std::size_t size = number(1);
            if (size > 8) fail("a number of " + std::to_string(size) + " bytes");
            std::uint64_t value = number(size);
            if (size > 0 && size < 8 && value >> (8 * size - 1)) value |= ~std::uint64_t{0} << (8 * size);
            push({Kind::Integer, static_cast<std::int64_t>(value), {}, {}});
            break;
        }
        case 'X':
            push({Kind::Text, 0, text(number(4)), {}});
            break;
        case ')':
            tuple(0);
            break;
        case 0x85:
            tuple(1);
            break;
        case 0x86:
            tuple(2);
            break;
        case 0x87:
            tuple(3);
            break;
        case 't':
            push({Kind::Tuple, 0, {}, popToMark()});
            break;
        case '}':
            push({Kind::Dict, 0, {}, {}});
            break;
        case 's': {
            const int value = pop(), key = pop();
            putIn({key, value});
            break;
        }
        case 'u':
            putIn(popToMark());
            break;
        case 'q':
            top();
            m_memo[number(1)] = m_stack.back();
            break;
        case 'r':
            top();
            m_memo[number(4)] = m_stack.back();
            break;
        case 'h':
        case 'j': {
            const std::uint64_t key = number(operation == 'h' ? 1 : 4);
            const auto known = m_memo.find(key);
            if (known == m_memo.end()) fail("nothing was remembered under " + std::to_string(key));
            m_stack.push_back(known->second);
            if (m_stack.size() > kMostNodes) fail("too many values");
            break;
        }
        case 'c':
            name();
            break;
        case 'Q':
            persistent();
            break;
        case 'R':
            reduce();
            break;
        case 'b': {  // attributes of an ordered dictionary, such as the versions of modules
            const int state = pop();
            if (at(state).kind != Kind::Dict || top().kind != Kind::Dict) failForeign("attributes of something else");
            break;
        }
        default: {
            constexpr std::string_view kDigits = "0123456789ABCDEF";
            const auto byte = static_cast<unsigned char>(operation);
            failForeign(std::string("operation 0x") + kDigits[byte >> 4] + kDigits[byte & 15] +
                        ", which no dictionary of tensors needs");
        }
    }
    return true;
}

std::string_view Machine::take(std::size_t size) {
    if (size > m_pickle.size() - m_at) fail("the pickle ends within an operation");
    const std::string_view taken = m_pickle.substr(m_at, size);
    m_at += size;
    return taken;
}

std::uint64_t Machine::number(std::size_t size) {
    const std::string_view bytes = take(size);
    std::uint64_t value = 0;
    for (std::size_t i = size; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

std::string_view Machine::line() {
    const std::size_t end = m_pickle.substr(m_at, kLongestText + 1).find('\n');
    if (end == std::string_view::npos) fail("a name without end");
    const std::string_view taken = take(end);
    ++m_at;
    return taken;
}

std::string_view Machine::text(std::size_t size) {
    if (size > kLongestText) fail("a text of " + std::to_string(size) + " bytes");
    const std::string_view taken = take(size);
    if (!isUtf8(taken)) fail("a text that is not UTF-8");
    return taken;
}

int Machine::push(Node node) {
    if (m_nodes.size() == kMostNodes) fail("too many values");
    m_nodes.push_back(std::move(node));
    m_stack.push_back(static_cast<int>(m_nodes.size()) - 1);
    return m_stack.back();
}

Node& Machine::top() {
    if (m_stack.empty()) fail("a value is missing");
    return m_nodes[static_cast<std::size_t>(m_stack.back())];
}

int Machine::pop() {
    if (top().kind == Kind::Mark) fail("a value is missing");
    const int node = m_stack.back();
    m_stack.pop_back();
    return node;
}

std::vector<int> Machine::popToMark() {
    const auto isMark = [this](int node) { return at(node).kind == Kind::Mark; };
    const auto mark = std::find_if(m_stack.rbegin(), m_stack.rend(), isMark);
    if (mark == m_stack.rend()) fail("the beginning of a list is missing");
    std::vector<int> items(mark.base(), m_stack.end());
    m_stack.erase(mark.base() - 1, m_stack.end());
    return items;
}

void Machine::tuple(std::size_t size) {
    std::vector<int> items(size);
    for (std::size_t i = size; i-- > 0;)
        items[i] = pop();
    push({Kind::Tuple, 0, {}, std::move(items)});
}

void Machine::putIn(std::vector<int> items) {
    Node& dictionary = top();
    if (dictionary.kind != Kind::Dict) fail("items of something that is no dictionary");
    if (items.size() % 2 != 0) fail("a key without value");
    if (dictionary.children.size() + items.size() > kMostNodes) fail("too many values");
    dictionary.children.insert(dictionary.children.end(), items.begin(), items.end());
}

void Machine::name() {
    const std::string_view package = line();
    const std::string_view function = line();
    const std::string whole = std::string(package) + "." + std::string(function);
    std::string_view known;
    for (const std::string_view each : {kOrderedDict, kRebuildTensor})
        if (whole == each) known = each;
    for (const TorchStorage& storage : kTorchStorages)
        if (whole == std::string(kStoragePrefix) + std::string(storage.name)) known = storage.name;
    if (known.empty()) failForeign("the name " + inQuotes(whole) + ", which stands for no tensor");
    push({Kind::Name, 0, known, {}});
}

/// ('storage', torch.BFloat16Storage, '0', 'cpu', 1024)
void Machine::persistent() {
    const Node& id = at(pop());
    const std::vector<int>& parts = id.children;
    if (id.kind != Kind::Tuple || parts.size() != 5 || at(parts[0]).kind != Kind::Text ||
        at(parts[0]).text != "storage" || at(parts[1]).kind != Kind::Name || at(parts[2]).kind != Kind::Text)
        failForeign("a reference to something that is no storage");
    const auto* const kind = std::ranges::find(kTorchStorages, at(parts[1]).text, &TorchStorage::name);
    if (kind == kTorchStorages.end()) failForeign("a reference to something that is no storage");
    const std::int64_t count = integer(parts[4], "the size of a storage");
    m_storages.push_back({kind, at(parts[2]).text, count});
    push({Kind::Storage, static_cast<std::int64_t>(m_storages.size()) - 1, {}, {}});
}

void Machine::reduce() {
    const Node arguments = at(pop());
    const Node function = at(pop());
    if (arguments.kind != Kind::Tuple || function.kind != Kind::Name) failForeign("a call of something unknown");
    if (function.text == kOrderedDict && arguments.children.empty()) {
        push({Kind::Dict, 0, {}, {}});
    } else if (function.text == kRebuildTensor) {
        rebuildTensor(arguments.children);
    } else {
        failForeign("a call of " + inQuotes(function.text));
    }
}

/// storage, offset, size, strides, requires_grad, hooks
void Machine::rebuildTensor(const std::vector<int>& arguments) {
    if (arguments.size() != 6 || at(arguments[0]).kind != Kind::Storage) failForeign("a tensor of an unknown form");
    if (at(arguments[4]).kind != Kind::Bool || at(arguments[5]).kind != Kind::Dict ||
        !at(arguments[5]).children.empty())
        failForeign("a tensor with functions attached to it");
    const Storage& storage = m_storages[static_cast<std::size_t>(at(arguments[0]).number)];
    PickledTensor tensor;
    tensor.storage = storage.kind;
    tensor.key = storage.key;
    tensor.storageCount = storage.count;
    tensor.offset = integer(arguments[1], "the offset of a tensor");
    tensor.shape = integers(arguments[2], "the shape of a tensor");
    tensor.strides = integers(arguments[3], "the strides of a tensor");
    if (tensor.shape.size() != tensor.strides.size()) fail("a tensor with as many strides as dimensions was expected");
    m_tensors.push_back(std::move(tensor));
    push({Kind::Tensor, static_cast<std::int64_t>(m_tensors.size()) - 1, {}, {}});
}

std::vector<std::int64_t> Machine::integers(int node, const char* what) const {
    const Node& list = at(node);
    if (list.kind != Kind::Tuple || list.children.size() > kMostDimensions)
        fail(std::string(what) + ": expected at most " + std::to_string(kMostDimensions) + " numbers");
    std::vector<std::int64_t> numbers;
    for (const int child : list.children)
        numbers.push_back(integer(child, what));
    return numbers;
}

std::int64_t Machine::integer(int node, const char* what) const {
    if (at(node).kind != Kind::Integer || at(node).number < 0) fail(std::string(what) + ": expected a number from 0");
    return at(node).number;
}

std::vector<PickledTensor> Machine::result() {
    const Node dictionary = at(pop());
    if (!m_stack.empty()) fail("values are left over");
    if (dictionary.kind != Kind::Dict) failForeign("expected a dictionary of tensors");
    std::vector<PickledTensor> tensors;
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < dictionary.children.size(); i += 2) {
        const Node& key = at(dictionary.children[i]);
        const Node& value = at(dictionary.children[i + 1]);
        if (key.kind != Kind::Text || key.text.empty()) failForeign("a tensor without a name");
        if (value.kind != Kind::Tensor) failForeign(inQuotes(key.text) + " is no tensor");
        if (!names.insert(key.text).second) fail(inQuotes(key.text) + " is there twice");
        tensors.push_back(m_tensors[static_cast<std::size_t>(value.number)]);
        tensors.back().name = key.text;
    }
    return tensors;
}

}  // namespace

std::vector<PickledTensor> readTorchPickle(std::string_view pickle) {
    return Machine(pickle).run();
}

}  // namespace mw
