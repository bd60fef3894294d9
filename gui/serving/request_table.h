// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractTableModel>

#include "serving_watch.h"

namespace mw::gui {

/// The live requests of other programs, a row each, oldest first. Rows stay where they are while their figures change.
class RequestTable : public QAbstractTableModel {
    Q_OBJECT

 public:
    enum Column { Client, Route, State, PromptTokens, GeneratedTokens, Speed, FirstToken, Cancel, kColumns };
    /// Of a State cell: a LiveRequest::State.
    static constexpr int kStateRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    void setRequests(const QVector<LiveRequest>& requests);
    const QVector<LiveRequest>& requests() const { return m_requests; }
    /// "5 in decode, 1 in prefill, 2 queued"; empty without any.
    QString summary() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

 private:
    QString text(const LiveRequest& request, int row, int column) const;
    QString stateText(const LiveRequest& request, int row) const;

    QVector<LiveRequest> m_requests;
};

}  // namespace mw::gui
