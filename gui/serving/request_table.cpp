// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "request_table.h"

#include <QLocale>
#include <algorithm>

namespace mw::gui {

namespace {

QString tenths(double value) {
    return QLocale().toString(value, 'f', 1);
}

bool isLeft(int column) {
    return column <= RequestTable::State;
}

}  // namespace

void RequestTable::setRequests(const QVector<LiveRequest>& requests) {
    // Both are sorted by id.
    for (qsizetype row = m_requests.size() - 1; row >= 0; --row) {
        const auto stays = std::binary_search(requests.begin(), requests.end(), m_requests[row],
                                              [](const LiveRequest& a, const LiveRequest& b) { return a.id < b.id; });
        if (stays) continue;
        beginRemoveRows({}, static_cast<int>(row), static_cast<int>(row));
        m_requests.remove(row);
        endRemoveRows();
    }
    for (qsizetype row = 0; row < requests.size(); ++row) {
        if (row < m_requests.size() && m_requests[row].id == requests[row].id) {
            m_requests[row] = requests[row];
            continue;
        }
        beginInsertRows({}, static_cast<int>(row), static_cast<int>(row));
        m_requests.insert(row, requests[row]);
        endInsertRows();
    }
    if (!m_requests.isEmpty()) emit dataChanged(index(0, 0), index(rowCount() - 1, FirstToken), {Qt::DisplayRole});
}

QString RequestTable::summary() const {
    const auto count = [this](LiveRequest::State state) {
        return static_cast<int>(std::count_if(m_requests.begin(), m_requests.end(),
                                              [=](const LiveRequest& each) { return each.state == state; }));
    };
    QStringList parts;
    if (const int decode = count(LiveRequest::State::Decode)) parts << tr("%n in decode", nullptr, decode);
    if (const int prefill = count(LiveRequest::State::Prefill)) parts << tr("%n in prefill", nullptr, prefill);
    if (const int queued = count(LiveRequest::State::Queued)) parts << tr("%n queued", nullptr, queued);
    return parts.join(QStringLiteral(", "));
}

int RequestTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_requests.size());
}

int RequestTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QVariant RequestTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= m_requests.size()) return {};
    const LiveRequest& request = m_requests[index.row()];
    switch (role) {
        case Qt::DisplayRole:
            return text(request, index.row(), index.column());
        case Qt::TextAlignmentRole:
            return QVariant::fromValue((isLeft(index.column()) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
        case Qt::AccessibleDescriptionRole:
            return headerData(index.column(), Qt::Horizontal);
        case kStateRole:
            return static_cast<int>(request.state);
        default:
            return {};
    }
}

QString RequestTable::text(const LiveRequest& request, int row, int column) const {
    const QString none = QStringLiteral("–");
    switch (column) {
        case Client:
            return request.client;
        case Route:
            return request.route;
        case State:
            return stateText(request, row);
        case PromptTokens:
            return request.promptTokens > 0 ? QLocale().toString(request.promptTokens) : none;
        case GeneratedTokens:
            return QLocale().toString(request.generatedTokens);
        case Speed:
            return request.tokensPerSecond() > 0 ? tenths(request.tokensPerSecond()) : none;
        case FirstToken:
            return request.state == LiveRequest::State::Decode
                       ? tr("%1 s").arg(QLocale().toString(request.firstTokenMs() / 1000, 'f', 2))
                       : none;
        case Cancel:
            return tr("Cancel");
        default:
            return {};
    }
}

QString RequestTable::stateText(const LiveRequest& request, int row) const {
    if (request.state == LiveRequest::State::Decode) return tr("decode");
    if (request.state == LiveRequest::State::Prefill) return tr("prefill");
    const auto before = std::count_if(m_requests.begin(), m_requests.begin() + row,
                                      [](const LiveRequest& each) { return each.state == LiveRequest::State::Queued; });
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - request.submitted).count();
    return tr("queued, place %1, %2 s").arg(QLocale().toString(static_cast<qlonglong>(before) + 1), tenths(seconds));
}

QVariant RequestTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isLeft(section) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Client:
            return tr("Client");
        case Route:
            return tr("Endpoint");
        case State:
            return tr("State");
        case PromptTokens:
            return tr("Prompt tokens");
        case GeneratedTokens:
            return tr("Tokens so far");
        case Speed:
            return tr("Tokens/s");
        case FirstToken:
            return tr("First token after");
        default:
            return QString();
    }
}

}  // namespace mw::gui
